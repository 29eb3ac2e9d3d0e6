"use client";

import type { ParleyWidget } from "@parley/embed";
import { ParleyChat } from "@parley/embed/react";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { FoundWallet } from "./wallets.ts";

type Dapp = {
  wallet: FoundWallet | undefined;
  setWallet: (wallet: FoundWallet | undefined) => void;
  /** `undefined` on the server, and in the browser until it is there. */
  chat: ParleyWidget | undefined;
};

const DappContext = createContext<Dapp>({
  wallet: undefined,
  setWallet: () => {},
  chat: undefined,
});

export const useDapp = () => useContext(DappContext);

type DappProviderProps = { parleyUrl: string; children: ReactNode };

/** The wallet that is connected, and a chat with it beside `children`. */
export function DappProvider({ parleyUrl, children }: DappProviderProps) {
  const [wallet, setWallet] = useState<FoundWallet>();
  const [chat, setChat] = useState<ParleyWidget>();
  /** Runs when the chat is there; what it returns runs when it goes. */
  const onMount = (mounted: ParleyWidget) => {
    setChat(mounted);
    return () => setChat(undefined);
  };
  return (
    <DappContext value={{ wallet, setWallet, chat }}>
      {children}
      <ParleyChat url={parleyUrl} accent="#0b5c78" wallet={wallet?.provider} onMount={onMount} />
    </DappContext>
  );
}
