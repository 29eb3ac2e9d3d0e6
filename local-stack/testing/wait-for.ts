import type { RpcEvent } from "../xmtp/watch-rpcs.ts";
import type { HeadlessPeer, TextMessage } from "./headless-client.ts";

const PATIENCE_MS = 10_000;

export type Patience = {
  /** After so long it rejects with a sentence; 10 seconds unless given. */
  timeoutMs?: number;
};

/** A stack of this process, as far as one can wait for something in it. */
export type WatchableStack = { onRpc(listener: (event: RpcEvent) => void): () => void };

export type RpcFilter = Partial<Pick<RpcEvent, "rpc" | "phase" | "app">> & {
  /** A group id, an installation key or an inbox id that it is about. */
  subject?: string;
};

/** Resolves when something was, or rejects; at the latest after its time. `begin` gives the way to end what it began. */
function within<Result>(
  what: string,
  { timeoutMs = PATIENCE_MS }: Patience,
  begin: (resolve: (result: Result) => void, reject: (error: unknown) => void) => () => void,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const timer = setTimeout(
    () => reject(new Error(`Within ${timeoutMs} ms there was no ${what}.`)),
    timeoutMs,
  );
  let end: (() => void) | undefined;
  try {
    end = begin(resolve, reject);
  } catch (error) {
    reject(error);
  }
  return promise.finally(() => {
    clearTimeout(timer);
    end?.();
  });
}

/**
 * The next RPC of the node that is meant, once it was answered unless another phase is named. Begin to
 * wait before you do what leads to it.
 */
export function waitForRpc(
  stack: WatchableStack,
  { rpc, phase = "answered", app, subject }: RpcFilter,
  patience: Patience = {},
): Promise<RpcEvent> {
  return within(`${rpc ?? "RPC"} that was ${phase}`, patience, (resolve) =>
    stack.onRpc((event) => {
      const isMeant =
        event.phase === phase &&
        (rpc === undefined || event.rpc === rpc) &&
        (app === undefined || event.app === app) &&
        (subject === undefined || event.subjects.includes(subject));
      if (isMeant) resolve(event);
    }),
  );
}

/** The next subscription to group messages; of one group, if `subject` says so. */
export function waitForStream(
  stack: WatchableStack,
  filter: Pick<RpcFilter, "app" | "subject"> = {},
  patience: Patience = {},
): Promise<RpcEvent> {
  return waitForRpc(stack, { ...filter, rpc: "SubscribeGroupMessages", phase: "began" }, patience);
}

/** Resolves when the inbox of the client has `count` installations, now or after a change of it. */
export function waitForInstallations(
  stack: WatchableStack,
  { client, inboxId }: HeadlessPeer,
  count: number,
  patience: Patience = {},
): Promise<void> {
  return within(`inbox with ${count} installations`, patience, (resolve) => {
    const look = async () => {
      const { installations } = await client.inboxState(true);
      if (installations.length === count) resolve();
    };
    // A client that is refused now is asked again after the next change.
    const tryToLook = () => void look().catch(() => {});
    tryToLook();
    return stack.onRpc(({ rpc, phase, subjects }) => {
      const isChange = rpc === "PublishIdentityUpdate" && phase === "answered";
      if (isChange && subjects.includes(inboxId)) tryToLook();
    });
  });
}

/** What a client receives from others while a test goes on. */
export type ReceivedTexts = {
  /** All of them, in the order in which they came. */
  readonly all: readonly TextMessage[];
  /** The first that matches, whether it is there or comes. */
  waitFor(
    match: string | ((text: TextMessage) => boolean),
    patience?: Patience,
  ): Promise<TextMessage>;
  /** Resolves when `count` have come since the last `markRead`. */
  waitForUnread(count: number, patience?: Patience): Promise<readonly TextMessage[]>;
  markRead(): void;
  end(): void;
};

/** Listens to what others write to the client. Resolves when it is subscribed. */
export async function receiveTexts(client: HeadlessPeer): Promise<ReceivedTexts> {
  const all: TextMessage[] = [];
  const listeners = new Set<() => void>();
  let readUpTo = 0;
  const stream = await client.streamTexts((text) => {
    if (text.senderInboxId === client.inboxId) return;
    all.push(text);
    for (const listener of [...listeners]) listener();
  });
  const until = <Result>(
    what: string,
    find: () => Result | undefined,
    patience: Patience = {},
  ): Promise<Result> =>
    within(what, patience, (resolve, reject) => {
      const look = () => {
        try {
          const found = find();
          if (found !== undefined) resolve(found);
        } catch (error) {
          reject(error);
        }
      };
      listeners.add(look);
      look();
      return () => void listeners.delete(look);
    });
  return {
    all,
    waitFor(match, patience) {
      const matches = typeof match === "string" ? ({ text }: TextMessage) => text === match : match;
      const what = typeof match === "string" ? `message "${match}"` : "message that matches";
      return until(what, () => all.find(matches), patience);
    },
    waitForUnread: (count, patience) =>
      until(
        `${count} unread messages`,
        () => (all.length - readUpTo >= count ? all.slice(readUpTo) : undefined),
        patience,
      ),
    markRead() {
      readUpTo = all.length;
    },
    end: () => stream.end(),
  };
}
