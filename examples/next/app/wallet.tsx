"use client";

import { useSyncExternalStore } from "react";
import { useDapp } from "./dapp.tsx";
import { type FoundWallet, foundWallets, NO_WALLETS, subscribeToWallets } from "./wallets.ts";

/** The wallets that this browser has, or the one that is connected. */
export function Wallet() {
  const { wallet, setWallet } = useDapp();
  const found = useSyncExternalStore(subscribeToWallets, foundWallets, () => NO_WALLETS);
  const connect = async (chosen: FoundWallet) => {
    const asked = chosen.provider.request({ method: "eth_requestAccounts" });
    // Whoever says no stays as they are.
    const isAllowed = await asked.then(Boolean, () => false);
    if (isAllowed) setWallet(chosen);
  };
  if (wallet) {
    return (
      <button type="button" onClick={() => setWallet(undefined)}>
        Disconnect {wallet.name}
      </button>
    );
  }
  return found.map((each) => (
    <button key={each.id} type="button" onClick={() => connect(each)}>
      Connect {each.name}
    </button>
  ));
}
