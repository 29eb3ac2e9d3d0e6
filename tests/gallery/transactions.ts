import { encodeFunctionData } from "viem";
import { createStore } from "zustand/vanilla";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import type { MessageContent, WalletCallsRequest } from "@/lib/messaging/core/records.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import { TOKEN_CALLS } from "@/lib/transactions/core/abi.ts";
import type { Run } from "@/lib/transactions/core/run.ts";
import { createTransactions, type Transactions } from "@/lib/transactions/flow/transactions.ts";
import { createFakeChain } from "../fakes/fake-chain.ts";
import { memoryRuns } from "../fakes/memory-stores.ts";
import { type Line, MY_INBOX, PEER, SELF, someAddress } from "./fixtures.ts";

const BASE = 8453;
const COIN = someAddress();
const FAKE = someAddress();
const ITEMS = someAddress();
const STRANGE = someAddress();
const twin = `${PEER.slice(0, 7)}${"5".repeat(31)}${PEER.slice(-4)}`.toLowerCase();
const chain = createFakeChain({ chainId: BASE, accounts: [SELF, PEER] });
chain.place(COIN, { kind: "erc20", symbol: "HUSD", decimals: 6 });
chain.place(FAKE, { kind: "erc20", symbol: "USDC", decimals: 6 });
chain.place(ITEMS, { kind: "erc721", name: "HarbourLight" });
chain.place(STRANGE, { kind: "contract" });

const pay = { to: PEER, value: 12_500_000_000_000_000n, data: "0x" } as const;
const where = { address: SELF, chainId: BASE };
const paid = await chain.calls.send({ ...where, call: pay });
chain.revertNext();
const failed = await chain.calls.send({ ...where, call: pay });

type Calls = WalletCallsRequest["calls"];

function asks(calls: Calls): MessageContent {
  const request = { version: "1.0", chainId: "0x2105", from: SELF, calls };
  return { type: "wallet-calls", request };
}

function data(functionName: (typeof TOKEN_CALLS)[number]["name"], args: readonly unknown[]) {
  return encodeFunctionData({ abi: TOKEN_CALLS, functionName, args } as never);
}

function points(reference: string, more: object = {}): MessageContent {
  return { type: "transaction", transaction: { networkId: "0x2105", reference, ...more } };
}

const said = { transactionType: "transfer", currency: "ETH", decimals: 18 };

/** A payment that is asked for, one under way, and what came of others. */
export const PAYMENTS: Line[] = [
  [30, false, "The charts cost twelve and a half, as we said."],
  [
    29,
    false,
    asks([
      {
        to: COIN,
        data: data("transfer", [PEER, 12_500_000n]),
        metadata: { description: "The charts", currency: "HUSD", amount: "12.5" },
      },
    ]),
  ],
  [20, true, "Two more, in one go:"],
  [
    19,
    false,
    asks([
      { to: PEER, value: "0x2c68af0bb140000" },
      { to: ITEMS, data: data("safeTransferFrom", [SELF, PEER, 42n]) },
    ]),
  ],
  [
    10,
    true,
    points(paid, {
      metadata: { ...said, amount: 12_500_000_000_000_000, fromAddress: SELF, toAddress: PEER },
    }),
  ],
  [
    5,
    false,
    points(failed, { metadata: { ...said, amount: 5e18, fromAddress: PEER, toAddress: SELF } }),
  ],
];

/** People in words: oneself, somebody else by address, somebody by a name that nobody here bears. */
export const MENTIONS: Line[] = [
  [30, false, `Has anybody asked @${SELF}? The charts are with @harbour.eth.`],
  [29, true, `I have them. @${PEER} may fetch them tonight, or write to crew@harbour.eth.`],
  [
    28,
    false,
    {
      type: "markdown",
      text: `**Tonight**, then. @${SELF} brings the keys, \`@${PEER}\` the boat.`,
    },
  ],
];

/** What somebody should not say yes to. */
export const TRAPS: Line[] = [
  [
    30,
    false,
    asks([
      {
        to: FAKE,
        data: data("approve", [twin, 2n ** 256n - 1n]),
        metadata: { description: "Claim your reward", currency: "ETH", amount: "0" },
      },
      { to: ITEMS, data: data("setApprovalForAll", [someAddress(), true]) },
      { to: STRANGE, value: "0x16345785d8a0000", data: "0xdeadbeef0000000000000001" },
    ]),
  ],
  [20, false, asks([{ to: "0x12", value: "100" }])],
  [10, false, points(`0x${"ab".repeat(32)}`)],
  [
    9,
    false,
    {
      type: "transaction",
      transaction: {
        networkId: "10",
        reference: `0x${"cd".repeat(32)}`,
        metadata: { ...said, amount: 1e18, fromAddress: PEER, toAddress: SELF },
      },
    },
  ],
];

const partly: Run = {
  steps: [{ kind: "confirmed", hash: paid }, { kind: "waiting" }],
  isBusy: false,
  stop: { kind: "failed", code: "wallet.rejected" },
};

/** Transactions of the gallery: the second request is half done. */
export async function galleryTransactions(messaging: Messaging): Promise<Transactions> {
  const runs = memoryRuns();
  await runs.save(MY_INBOX, "m3" as never, partly);
  return createTransactions({
    runs,
    keeps: () => true,
    loadChains: async () => chain.chains,
    unlessElsewhere: (_, task) => task(),
    session: { withWallet: () => Promise.reject(new Error("There is no wallet in the gallery")) },
    messaging,
    host: browserHost(),
  });
}

/** The little of a page's messages that cards look at. */
export function galleryMessaging(rows: readonly unknown[]) {
  const store = createStore(() => ({ inboxId: MY_INBOX, status: "ready", rows }));
  const findOwnWithFiles = async () => ["elsewhere"];
  const verbs = { markRead: () => {}, showMessage: async () => "gone", write: () => "key" };
  return { store, ...verbs, findOwnWithFiles };
}
