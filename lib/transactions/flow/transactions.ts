import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address, Hex } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Session } from "@/lib/identity/flow/session.ts";
import type { Wallet } from "@/lib/identity/ports.ts";
import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import { contractOf, measureOf } from "../core/movement.ts";
import type { ReadRequest } from "../core/request.ts";
import { fitted, isDone, newRun, type Run, type RunEvent } from "../core/run.ts";
import { stepRun } from "../core/step-run.ts";
import { toldReference } from "../core/told-reference.ts";
import type { Chains, RunStore, UnlessElsewhere } from "../ports.ts";
import { carryOn, type RunHands } from "./carry-out.ts";
import { createLookUp, factKey } from "./look-up.ts";
import { NOTHING_KNOWN, type TransactionsView } from "./transactions-view.ts";

/** A request to a wallet as it stands in a conversation. */
export type PlacedRequest = {
  messageId: MessageId;
  thread: ThreadKey;
  request: Extract<ReadRequest, { kind: "read" }>;
  /** The account that makes the calls: one's own. */
  sender: Address;
};

/** Transactions in conversations: looked up on their chains, and made by one's wallet. */
export type Transactions = {
  readonly store: Pick<StoreApi<TransactionsView>, "getState" | "getInitialState" | "subscribe">;
  /** Asks the chain about contracts that are not known yet. */
  wantContracts(chainId: number, addresses: readonly Address[]): void;
  /** Asks about a transaction until its chain has decided, or until the caller has enough. */
  wantTransaction(chainId: number, hash: Hex): Unsubscribe;
  /** Brings back how far a request had come on this device, and watches what is on its way. */
  recall(placed: PlacedRequest): Promise<void>;
  /**
   * Has a wallet make the calls, or those that are left. How it goes is in the view. Fails as
   * `Wallets.connect` does, and with `tab.elsewhere` while another tab is at it.
   */
  carryOut(placed: PlacedRequest, optionId: string): Promise<void>;
  /** The person looked in their wallet, whether what it never answered for was sent. */
  answer(placed: PlacedRequest, wasSent: boolean): Promise<void>;
};

export type TransactionsPorts = {
  loadChains: () => Promise<Chains>;
  runs: RunStore;
  /** Whether this device keeps anything of who is signed in. */
  keeps: () => boolean;
  unlessElsewhere: UnlessElsewhere;
  session: Pick<Session, "withWallet">;
  messaging: Pick<Messaging, "write" | "store">;
  host: Pick<MessagingHost, "nowMs" | "at">;
};

/** How often a tab looks how another one gets on. */
const LOOK_AGAIN_MS = 2_000;

export function createTransactions(ports: TransactionsPorts): Transactions {
  const store = createStore<TransactionsView>(() => NOTHING_KNOWN);
  const lookUp = createLookUp({ ...ports, store });
  /** What only looks on; it makes way for a person. */
  const watching = new Map<MessageId, { abort(): void; done: Promise<unknown> }>();

  /** Whose runs are shown: two accounts of a browser may be in the same group. */
  let runsOf = ownInbox();

  function showOwnRuns(): void {
    const inboxId = ownInbox();
    // While nobody is shown they are kept for whoever comes back.
    if (inboxId === undefined || inboxId === runsOf) return;
    runsOf = inboxId;
    store.setState({ runs: new Map() });
  }

  function show(messageId: MessageId, run: Run, of: InboxId | undefined): void {
    showOwnRuns();
    if (of !== runsOf) return;
    store.setState(({ runs }) => ({ runs: new Map(runs).set(messageId, run) }));
  }

  async function load({ messageId, request }: PlacedRequest): Promise<Run | undefined> {
    showOwnRuns();
    const inboxId = ownInbox();
    const kept = inboxId && ports.keeps() && (await ports.runs.load(inboxId, messageId));
    if (kept) return fitted(kept, request.calls.length);
    return store.getState().runs.get(messageId);
  }

  function ownInbox(): InboxId | undefined {
    return ports.messaging.store.getState().inboxId;
  }

  function handsOf(placed: PlacedRequest, signal: AbortSignal, wallet?: Wallet): RunHands {
    const { messageId, thread, request, sender } = placed;
    const { chainId } = request;
    const inboxId = ownInbox();
    return {
      ...(wallet && { wallet }),
      host: ports.host,
      signal,
      readReceipt: (hash) => readReceipt(chainId, hash, wallet),
      show: (run) => show(messageId, run, inboxId),
      keep: async (run) => {
        if (inboxId && ports.keeps()) await ports.runs.save(inboxId, messageId, run);
      },
      tell: (hash, index, run) => {
        // Somebody else is signed in meanwhile: it is not theirs to tell.
        if (ownInbox() !== inboxId) return;
        const isAlone = run.steps.filter((step) => "hash" in step && step.hash === hash).length < 2;
        const action = isAlone ? request.calls[index]?.action : undefined;
        const contract = action && contractOf(action);
        const facts = contract && store.getState().contracts.get(factKey(chainId, contract));
        const transaction = toldReference({ chainId, hash, sender }, action, measureOf(facts));
        ports.messaging.write(thread, { type: "transaction", transaction });
      },
    };
  }

  /** The chain itself where it can be asked, else the wallet, which has a server of its own. */
  async function readReceipt(chainId: number, hash: Hex, wallet: Wallet | undefined) {
    const chains = await ports.loadChains();
    if (!chains.chainIds.includes(chainId)) return wallet?.calls.readReceipt(hash);
    const facts = await chains.readTransaction(chainId, hash);
    if (facts.kind !== "mined") return undefined;
    return facts.outcome === "success" ? ("confirmed" as const) : ("reverted" as const);
  }

  async function recall(placed: PlacedRequest): Promise<void> {
    showOwnRuns();
    if (!store.getState().runs.has(placed.messageId)) await lookOn(placed);
  }

  async function lookOn(placed: PlacedRequest): Promise<void> {
    const { messageId } = placed;
    const inboxId = ownInbox();
    const run = await load(placed);
    if (!run || isDone(run)) {
      if (run) show(messageId, run, inboxId);
      return;
    }
    const scope = new AbortController();
    const done = ports.unlessElsewhere(messageId, async () => {
      await carryOn(run, { kind: "found-again" }, placed, handsOf(placed, scope.signal));
      return true;
    });
    watching.set(messageId, { abort: () => scope.abort(), done });
    if (await done) return;
    watching.delete(messageId);
    show(messageId, { ...run, isBusy: true }, inboxId);
    ports.host.at(ports.host.nowMs() + LOOK_AGAIN_MS, () => void lookOn(placed));
  }

  async function takeOver(messageId: MessageId): Promise<void> {
    const looking = watching.get(messageId);
    watching.delete(messageId);
    looking?.abort();
    await looking?.done;
  }

  async function carryOut(placed: PlacedRequest, optionId: string): Promise<void> {
    const { messageId, request, sender } = placed;
    await takeOver(messageId);
    const isHere = await ports.unlessElsewhere(messageId, async () => {
      await ports.session.withWallet(optionId, async ({ wallet }) => {
        const { chainId, calls, isAtomic } = request;
        const run = (await load(placed)) ?? newRun(calls.length);
        const ability = await wallet.calls.readAbility({ address: sender, chainId });
        const { signal } = new AbortController();
        const started: RunEvent = { kind: "started", ability, isAtomic };
        await carryOn({ ...run, isBusy: false }, started, placed, handsOf(placed, signal, wallet));
      });
      return true;
    });
    if (!isHere) throw new ParleyError("tab.elsewhere", "Another tab carries the request out");
  }

  return {
    store,
    ...lookUp,
    recall,
    carryOut,
    answer: async (placed, wasSent) => {
      const run = await load(placed);
      if (!run) return;
      const [next] = stepRun(run, { kind: "answered", wasSent });
      const { show: showRun, keep } = handsOf(placed, new AbortController().signal);
      showRun(next);
      await keep(next);
    },
  };
}
