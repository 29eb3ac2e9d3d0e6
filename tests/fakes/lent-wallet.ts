import { readFromHost } from "@/lib/embed/core/protocol.ts";
import { createLentWallet } from "@/lib/embed/flow/lent-wallet.ts";
import type { HostLink } from "@/lib/embed/ports.ts";
import type { LentWallet } from "@/lib/identity/ports.ts";
import { bridgeWallet, type WalletBridge } from "@/packages/embed/src/loader/bridge-wallet.ts";
import type { HostWallet } from "@/packages/embed/src/loader/options.ts";
import { readFromFrame } from "@/packages/embed/src/protocol/from-frame.ts";

export type Lending = {
  lent: LentWallet;
  bridge: WalletBridge;
  /** Whether somebody in the frame follows where the wallet is. */
  isListenedTo(): boolean;
  close(): void;
};

/** A page that lends `wallet`, and the frame in it, with a real port between them. */
export async function lendWallet(origin: string, wallet: HostWallet): Promise<Lending> {
  const { port1: page, port2: frame } = new MessageChannel();
  const bridge = bridgeWallet((said) => page.postMessage(said));
  page.onmessage = ({ data }) => {
    const said = readFromFrame(data);
    if (said?.kind === "ask") void bridge.answer(said);
  };
  const link: HostLink = {
    origin,
    canClose: true,
    say: (said) => frame.postMessage(said),
    onSaid: (listener) => {
      frame.addEventListener("message", ({ data }) => {
        const said = readFromHost(data);
        if (said) listener(said);
      });
      frame.start();
      return () => undefined;
    },
  };
  const lent = createLentWallet(link);
  const listened = new Map<string, number>();
  const count = (name: string, by: number) => listened.set(name, (listened.get(name) ?? 0) + by);
  const there = new Promise<void>((resolve) => {
    lent.onPresence((isThere) => isThere && resolve());
  });
  bridge.use(wallet);
  await there;
  return {
    bridge,
    lent: {
      ...lent,
      provider: {
        request: lent.provider.request,
        on: (name, listener) => {
          count(name, 1);
          lent.provider.on(name, listener);
        },
        removeListener: (name, listener) => {
          count(name, -1);
          lent.provider.removeListener(name, listener);
        },
      },
    },
    isListenedTo: () => (listened.get("chainChanged") ?? 0) > 0,
    close: () => {
      page.close();
      frame.close();
    },
  };
}
