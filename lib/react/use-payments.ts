import { useCallback } from "react";
import type { WalletCallsRequest } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";

export type Payments = {
  /** The chains on which something can be paid and checked here. */
  chainIds: readonly number[];
  /** Sends a request to somebody's wallet: a message as any other. */
  ask: (request: WalletCallsRequest) => void;
};

/** Asking for money in a conversation. */
export function usePayments(thread: ThreadKey): Payments {
  const { messaging, chainIds } = useParley();
  const ask = useCallback(
    (request: WalletCallsRequest) => {
      messaging.write(thread, { type: "wallet-calls", request });
    },
    [messaging, thread],
  );
  return { chainIds, ask };
}
