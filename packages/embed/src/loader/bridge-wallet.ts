import type { FromFrame } from "../protocol/from-frame.ts";
import type { FromHost } from "../protocol/from-host.ts";
import { fieldsOf, isOneOf } from "../protocol/values.ts";
import {
  INTERNAL_ERROR,
  NO_WALLET,
  UNSUPPORTED_METHOD,
  WALLET_EVENTS,
  WALLET_METHODS,
} from "../protocol/wallet-methods.ts";
import type { HostProvider, HostWallet } from "./options.ts";

type Ask = Extract<FromFrame, { kind: "ask" }>;

export type WalletBridge = {
  /** The one that is lent already goes on as it is; `null`, which pages have for none, is none. */
  use(wallet: HostWallet | null | undefined): void;
  /** Says again whether there is one: to a frame that is new. */
  tell(): void;
  answer(ask: Ask): Promise<void>;
};

/** Lets the frame ask the page's wallet: some methods, and no others. */
export function bridgeWallet(say: (said: FromHost) => void): WalletBridge {
  let provider: HostProvider | undefined;
  let used: HostWallet | null | undefined;
  let letGo = () => {};

  const tell = () => say({ kind: "wallet", isThere: provider !== undefined });

  function lend(next: HostProvider | undefined): () => void {
    provider = next;
    tell();
    const ends = WALLET_EVENTS.map((name) => {
      const hear = (value: unknown) =>
        // Of a disconnection the page's error is nothing that the frame needs.
        say({ kind: "wallet-event", name, value: name === "disconnect" ? null : value });
      next?.on?.(name, hear);
      return () => next?.removeListener?.(name, hear);
    });
    return () => {
      for (const end of ends) end();
    };
  }

  async function request({ method, params }: Ask): Promise<unknown> {
    if (!isOneOf(WALLET_METHODS, method)) throw failure(UNSUPPORTED_METHOD, "Not let through");
    if (!provider) throw failure(NO_WALLET, "No wallet is lent");
    return provider.request({ method, params });
  }

  return {
    use: (wallet) => {
      if (wallet === used) return;
      used = wallet;
      letGo();
      letGo = isWagmi(wallet) ? followWagmi(wallet, lend) : lend(wallet ?? undefined);
    },
    tell,
    answer: async (ask) => {
      const { id } = ask;
      try {
        say({ kind: "answer", id, result: await request(ask) });
      } catch (error) {
        const { code, message } = fieldsOf(error) ?? {};
        say({
          kind: "refusal",
          id,
          code: Number.isSafeInteger(code) ? (code as number) : INTERNAL_ERROR,
          message: String(message ?? error),
        });
      }
    },
  };
}

function failure(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}

type Wagmi = Exclude<HostWallet, HostProvider>;

/** Some providers can be subscribed to as well. */
function isWagmi(wallet: HostWallet | null | undefined): wallet is Wagmi {
  return !!wallet && !("request" in wallet) && "subscribe" in wallet;
}

/** The wallet that is connected in wagmi, and the next one. */
function followWagmi(
  config: Wagmi,
  lend: (provider: HostProvider | undefined) => () => void,
): () => void {
  let letGo = () => {};
  let turn = 0;
  const look = async () => {
    turn += 1;
    const mine = turn;
    // Nobody asks the one before while the next is fetched.
    letGo();
    lend(undefined);
    const { current, connections } = config.state;
    const connector = current ? connections.get(current)?.connector : undefined;
    const found = await connector?.getProvider?.().catch(() => undefined);
    if (mine === turn) letGo = lend(found as HostProvider | undefined);
  };
  const end = config.subscribe((state) => state.current, look);
  void look();
  return () => {
    turn += 1;
    end();
    letGo();
  };
}
