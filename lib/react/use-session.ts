"use client";

import { useStore } from "zustand";
import { isTemporary } from "@/lib/identity/core/is-temporary.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import type { Session } from "@/lib/identity/flow/session.ts";
import { useParley } from "./parley-context.ts";

export type SessionBinding = { state: SessionState } & Omit<
  Session,
  "store" | "client" | "start" | "withWallet" | "checkInstallation"
>;

/** Who is signed in on this device, and what a person may do about it. */
export function useSession(): SessionBinding {
  const { session } = useParley();
  return { ...session, state: useStore(session.store) };
}

/** Whether everything here is in this tab's memory and ends with it. */
export function useIsTemporary(): boolean {
  return useStore(useParley().session.store, isTemporary);
}
