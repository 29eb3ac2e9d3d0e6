import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, OutgoingContent } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import { readRequest } from "@/lib/transactions/core/request.ts";
import type { CallAbility, Run } from "@/lib/transactions/core/run.ts";
import {
  createTransactions,
  type PlacedRequest,
  type Transactions,
  type TransactionsPorts,
} from "@/lib/transactions/flow/transactions.ts";
import { createFakeChain, type FakeChain } from "./fake-chain.ts";
import { memoryRuns } from "./memory-stores.ts";
import { VirtualHost } from "./virtual-host.ts";
import { ALICE_KEY, createFakeWallets, type FakeWallets } from "./wallets.ts";

export const CHAIN = 31_337;
export const OPTION = "com.example.fake";
export const ME = parseAddress(ALICE_KEY.address);
export const BEN = parseAddress(`0x${"be".repeat(20)}`);
export const MINE = "a".repeat(64) as InboxId;
export const THREAD = `dm:${"b".repeat(64)}` as ThreadKey;
export const MESSAGE = "m1" as MessageId;

export let host: VirtualHost;
export let chain: FakeChain;
export let fake: FakeWallets;
export let written: OutgoingContent[];
let keeps: boolean;
let inboxId: InboxId;
export let runs: ReturnType<typeof memoryRuns>;
export let elsewhere: Set<string>;
export let tab: Transactions;

/** A person of whom a wallet is asked something, in one tab; nothing was asked yet. */
export function setUp(ability: CallAbility = "single"): void {
  host = new VirtualHost();
  chain = createFakeChain({ chainId: CHAIN, accounts: [ME], ability });
  fake = createFakeWallets([ALICE_KEY], { chainId: CHAIN, calls: chain.calls });
  written = [];
  keeps = true;
  inboxId = MINE;
  runs = memoryRuns();
  elsewhere = new Set();
  tab = openTab();
}

/** A page of the same person; what it holds in its hands ends with it. */
export function openTab(parts: Partial<TransactionsPorts> = {}): Transactions {
  return createTransactions({
    host,
    runs,
    keeps: () => keeps,
    loadChains: async () => chain.chains,
    unlessElsewhere: async (name, task) => {
      if (elsewhere.has(name)) return undefined;
      elsewhere.add(name);
      return task().finally(() => elsewhere.delete(name));
    },
    session: {
      withWallet: async (optionId, work) =>
        work({
          wallet: await fake.wallets.connect(optionId),
          loadContracts: () => Promise.reject(new Error("Nothing is signed here")),
        }),
    },
    messaging: {
      store: { getState: () => ({ inboxId }) } as unknown as Messaging["store"],
      write: (_, content) => {
        written.push(content);
        return "key";
      },
    },
    ...parts,
  });
}

/** From now on nothing is kept, as of somebody who only looks in. */
export function keepNothing(): void {
  keeps = false;
}

export function signInAs(inbox: InboxId): void {
  inboxId = inbox;
}

/** The wallet is asked, and nothing is ever heard of it. */
export function silenceWallet(): void {
  const never = new Promise<never>(() => undefined);
  const calls = { ...chain.calls, send: () => never };
  fake = createFakeWallets([ALICE_KEY], { chainId: CHAIN, calls });
}

export function placed(count = 1, to: Address = BEN, chainId = CHAIN): PlacedRequest {
  const calls = Array.from({ length: count }, (_, nth) => ({ to, value: `0x${nth + 1}` }));
  const request = readRequest({ version: "1.0", chainId: String(chainId), from: ME, calls });
  if (request.kind === "flawed") throw new Error("The request can't be read");
  return { messageId: MESSAGE, thread: THREAD, request, sender: ME };
}

export const runOf = (page = tab): Run | undefined => page.store.getState().runs.get(MESSAGE);
export const valuesSent = () => chain.sent.map(({ value }) => value);
export const told = () =>
  written.flatMap((content) => (content.type === "transaction" ? content.transaction : []));
