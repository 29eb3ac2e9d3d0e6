import type { HostProvider } from "@parley/embed";

export type FoundWallet = { id: string; name: string; provider: HostProvider };

type Announced = CustomEvent<{ info: { uuid: string; name: string }; provider: HostProvider }>;

/** On a server there are none: the same list each time, as `useSyncExternalStore` wants it. */
export const NO_WALLETS: readonly FoundWallet[] = [];

let found = NO_WALLETS;

export const foundWallets = () => found;

/** Looks for wallets, which announce themselves (EIP-6963), as long as somebody listens. */
export function subscribeToWallets(listener: () => void): () => void {
  const hear = (event: Event) => {
    const { info, provider } = (event as Announced).detail;
    const others = found.filter(({ id }) => id !== info.uuid);
    found = [...others, { id: info.uuid, name: info.name, provider }];
    listener();
  };
  addEventListener("eip6963:announceProvider", hear);
  dispatchEvent(new Event("eip6963:requestProvider"));
  return () => removeEventListener("eip6963:announceProvider", hear);
}
