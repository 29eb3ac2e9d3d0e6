import type { LentWallet } from "@/lib/identity/ports.ts";
import { NO_WALLET, UNSUPPORTED_METHOD, WALLET_METHODS } from "../core/protocol.ts";
import type { HostLink } from "../ports.ts";

type Asked = { resolve: (result: unknown) => void; reject: (error: Error) => void };
type Listener = (value: never) => void;

const METHODS: readonly string[] = WALLET_METHODS;

/**
 * The wallet of the page around this frame, asked through the link; `known` is what the page has said of
 * it until then. Made once for a link: answers come by number.
 */
export function createLentWallet(
  { origin, say, onSaid, onLeft }: HostLink,
  known: { hasWallet: boolean; isLeft?: true } = { hasWallet: false },
): LentWallet {
  const asked = new Map<number, Asked>();
  const listeners = new Map<string, Set<Listener>>();
  const watchers = new Set<(isThere: boolean) => void>();
  let { hasWallet: isThere } = known;
  let isLeft = known.isLeft === true;
  let count = 0;

  onSaid((said) => {
    switch (said.kind) {
      case "wallet":
        return become(said.isThere);
      case "wallet-event":
        return emit(said.name, said.value);
      case "answer":
        return settle(said.id)?.resolve(said.result);
      case "refusal":
        return settle(said.id)?.reject(failure(said.code, said.message));
    }
  });

  onLeft?.(() => {
    isLeft = true;
    become(false);
  });

  function become(isThereNow: boolean): void {
    // Another one, or none: what the one before was asked is over, and whoever used it does not have it any more.
    for (const id of [...asked.keys()]) settle(id)?.reject(gone());
    if (isThere) emit("disconnect", undefined);
    isThere = isThereNow;
    for (const watch of watchers) watch(isThere);
  }

  function emit(name: string, value: unknown): void {
    for (const listener of [...(listeners.get(name) ?? [])]) listener(value as never);
  }

  function settle(id: number): Asked | undefined {
    const one = asked.get(id);
    asked.delete(id);
    return one;
  }

  return {
    site: new URL(origin).host,
    onPresence: (listener) => {
      watchers.add(listener);
      listener(isThere);
      return () => watchers.delete(listener);
    },
    provider: {
      request: ({ method, params }) =>
        new Promise((resolve, reject) => {
          if (!METHODS.includes(method)) throw failure(UNSUPPORTED_METHOD, "Not lent");
          if (isLeft) throw gone();
          count += 1;
          asked.set(count, { resolve, reject });
          say({ kind: "ask", id: count, method, params: params ?? [] });
        }),
      on: (name, listener) => {
        const heard = listeners.get(name) ?? new Set();
        listeners.set(name, heard.add(listener));
      },
      removeListener: (name, listener) => {
        listeners.get(name)?.delete(listener);
      },
    },
  };
}

function gone(): Error {
  return failure(NO_WALLET, "That wallet is gone");
}

function failure(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}
