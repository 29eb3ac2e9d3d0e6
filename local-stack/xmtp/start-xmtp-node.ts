import { Code, ConnectError } from "@connectrpc/connect";
import type { Logger } from "pino";
import type { QueueLimits } from "../options.ts";
import type { KeepingPart } from "../snapshots/part.ts";
import { TopicHub } from "./delivery/topic-hub.ts";
import { type ChainRpcUrls, ContractWallets } from "./identity/contract-wallets.ts";
import { createPublishIdentityUpdate } from "./identity/publish-identity-update.ts";
import { Validator } from "./identity/validator.ts";
import type { StoredGroupMessage } from "./store/group-messages.ts";
import type { InboxLog } from "./store/inbox-log.ts";
import type { KeyPackages } from "./store/key-packages.ts";
import { openStore, type StoreCounts } from "./store/store.ts";
import type { StoredWelcomeMessage } from "./store/welcome-messages.ts";
import { createRpcHandler, type RpcHandler } from "./wire/node-handler.ts";
import { createRouter } from "./wire/router.ts";
import type { RpcLayer } from "./wire/rpc-layers.ts";

export type XmtpNodeOptions = {
  /** A SQLite file, or `:memory:`. */
  file: string;
  chainRpcUrls: ChainRpcUrls;
  queueLimits: QueueLimits;
  /** What is around every RPC, the first outermost. */
  layers: readonly RpcLayer[];
  /** What the node takes for the time; the system's unless given. */
  nowMs?: () => number;
  log: Logger;
};

/** What an inspector may see. */
export type NodeView = {
  inboxLog: Pick<InboxLog, "latest" | "entriesAfter">;
  keyPackages: Pick<KeyPackages, "latest">;
  /** Writes that wait for the next transaction. */
  queuedWrites(): number;
  /** Messages that subscribers have not taken yet, of all and of the stream with this signal. */
  backlog(): number;
  behind(signal: AbortSignal): number;
};

/** An XMTP node without its ports: hand it the RPCs that arrive. */
export type XmtpNode = {
  serve: RpcHandler;
  counts(): StoreCounts & { subscriptions: number };
  /** Why it stores nothing any more, as a sentence; undefined while it does. */
  problem(): string | undefined;
  /** For who looks into the node: what it holds in the clear, and what waits. */
  view: NodeView;
  /** Resolves when the node can validate; until then validations wait. */
  warm: Promise<void>;
  save: KeepingPart["save"];
  stage: KeepingPart["stage"];
  /** Ends the streams there are; new ones are served. */
  endStreams(reason: Error): void;
  /** Ends all streams with `Unavailable` and refuses new writes. */
  stop(): void;
  /** Closes validator and store; call it when no RPC runs any more. */
  close(): Promise<void>;
};

/** Opens the store and starts the validator. Throws what {@link openStore} throws. */
export async function startXmtpNode(options: XmtpNodeOptions): Promise<XmtpNode> {
  const { file, chainRpcUrls, queueLimits, layers, log } = options;
  const store = await openStore(file, options.nowMs);
  const wallets = new ContractWallets(chainRpcUrls);
  const validator = new Validator(wallets);
  const groupHub = new TopicHub<StoredGroupMessage>(queueLimits);
  const welcomeHub = new TopicHub<StoredWelcomeMessage>(queueLimits);
  const shutdown = new AbortController();
  const publish = createPublishIdentityUpdate(store, validator);
  const router = createRouter({
    store,
    validator,
    groupHub,
    welcomeHub,
    publish,
    wallets,
    layers,
    log,
    shutdown: shutdown.signal,
  });
  return {
    serve: createRpcHandler(router, (rpc, err) => log.error({ rpc, err }, "response broke off")),
    counts: () => ({
      ...store.counts(),
      subscriptions: groupHub.subscriptions + welcomeHub.subscriptions,
    }),
    problem: () => (store.writes.failure ? storesNothing(store.writes.failure) : undefined),
    view: {
      inboxLog: store.inboxLog,
      keyPackages: store.keyPackages,
      queuedWrites: () => store.writes.waiting,
      backlog: () => groupHub.backlog + welcomeHub.backlog,
      behind: (signal) => groupHub.behind(signal) + welcomeHub.behind(signal),
    },
    warm: validator.ready,
    save: async (folder) => store.save(folder),
    stage: (folder) => store.stage(folder),
    endStreams(reason) {
      groupHub.endAll(reason);
      welcomeHub.endAll(reason);
    },
    stop: () => shutdown.abort(new ConnectError("service is shutting down", Code.Unavailable)),
    async close() {
      await validator.close();
      await store.close();
    },
  };
}

function storesNothing({ cause }: Error): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `The disk failed (${reason}), so nothing is stored any more. End the stack and start it again: that shows what is there.`;
}
