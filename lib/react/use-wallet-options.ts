"use client";

import { useEffect, useState } from "react";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { WalletOption } from "@/lib/identity/ports.ts";
import { useParley } from "./parley-context.ts";

export type { WalletOption };

export type WalletOptions =
  | { status: "loading" }
  | { status: "ready"; options: readonly WalletOption[] }
  | { status: "failed"; error: ParleyError; retry: () => void };

/**
 * The ways to sign in that this browser offers, as they turn up. Wallets are loaded by the first
 * component that asks, so ask only where they are shown.
 */
export function useWalletOptions(): WalletOptions {
  const { loadWallets } = useParley();
  const [told, setTold] = useState<WalletOptions>({ status: "loading" });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads again
  useEffect(() => {
    let isOver = false;
    let end = () => {};
    loadWallets().then(
      (wallets) => {
        if (isOver) return;
        end = wallets.onOptions((options) => setTold({ status: "ready", options }));
      },
      (error: unknown) => {
        if (isOver) return;
        const retry = () => {
          setTold({ status: "loading" });
          setAttempt((count) => count + 1);
        };
        setTold({ status: "failed", error: toParleyError(error), retry });
      },
    );
    return () => {
      isOver = true;
      end();
    };
  }, [loadWallets, attempt]);

  return told;
}
