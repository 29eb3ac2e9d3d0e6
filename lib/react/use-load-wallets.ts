"use client";

import type { Wallets } from "@/lib/identity/ports.ts";
import { useParley } from "./parley-context.ts";

/** Fetches what speaks to wallets ahead of time. Fails with `wallet.not-loaded`. */
export function useLoadWallets(): () => Promise<Wallets> {
  return useParley().loadWallets;
}
