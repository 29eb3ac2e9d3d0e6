"use client";

import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useAccounts } from "@/lib/react/use-accounts.ts";
import { useLoadWallets } from "@/lib/react/use-load-wallets.ts";
import { useSession } from "@/lib/react/use-session.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { stepOf } from "./sign-in-state.ts";

const signInDialog = chunk(async () => (await import("./sign-in-dialog.tsx")).default);

export type SignIn = {
  /** Opens the dialog. */
  start: () => void;
  /** Fetches what the dialog needs, when somebody is about to open it. */
  prepare: () => void;
  isBusy: boolean;
  /** To be rendered somewhere, once. */
  dialog: ReactNode;
};

/**
 * The way in, for the first account of this device and for another one. The dialog and the wallets
 * behind it are fetched when they are wanted, so that the page which only offers them stays small.
 */
export function useSignIn(): SignIn {
  const [isOpen, setOpen] = useState(false);
  const { state, dismiss, prepare: prepareSession } = useSession();
  const loadWallets = useLoadWallets();
  const isSigningIn = stepOf(state) !== undefined;

  // Once signed in the wish is fulfilled: signing out later must not open the dialog again. Who
  // wants to add a wallet is signed in before.
  const current = useAccounts()[0]?.inboxId;
  const wishedAs = useRef(current);
  const wasSigningIn = useRef(isSigningIn);
  useEffect(() => {
    const isThere = state.kind === "ready" || state.kind === "elsewhere";
    if (isThere && (wasSigningIn.current || wishedAs.current !== current)) setOpen(false);
    wasSigningIn.current = isSigningIn;
  }, [state.kind, isSigningIn, current]);

  const prepare = useCallback(() => {
    // What fails here fails again, and says so, when it is needed.
    signInDialog.load();
    loadWallets().catch(() => undefined);
  }, [loadWallets]);
  const close = useCallback(() => {
    setOpen(false);
    dismiss();
  }, [dismiss]);

  const isShown = isOpen || isSigningIn;
  const SignInDialog = useChunk(signInDialog);
  if (isShown) signInDialog.load();
  // Closed, not taken away: a dialog gives the focus back only when it closes.
  const [wasShown, setWasShown] = useState(false);
  if (isShown && !wasShown) setWasShown(true);
  const start = useCallback(() => {
    wishedAs.current = current;
    setOpen(true);
    prepareSession();
  }, [current, prepareSession]);
  return {
    start,
    prepare,
    isBusy: isShown,
    dialog: wasShown && SignInDialog && <SignInDialog open={isShown} onClose={close} />,
  };
}
