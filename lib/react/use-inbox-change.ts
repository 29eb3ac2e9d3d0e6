"use client";

import { useCallback, useState } from "react";
import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { IdentityChange } from "@/lib/identity/core/identity-change.ts";
import { changeInbox } from "@/lib/identity/flow/change-inbox.ts";
import { useParley } from "./parley-context.ts";

/** What is to change; where the wallet that signs is the one it is about, its address says what. */
export type PlannedChange = (signer: Address) => IdentityChange;

export type InboxChangeState =
  | { kind: "idle" }
  | { kind: "signing" }
  | { kind: "done" }
  | { kind: "failed"; error: ParleyError };

export type InboxChangeBinding = {
  state: InboxChangeState;
  /** Connects the wallet, has it sign, publishes. */
  carryOut(plan: PlannedChange, optionId: string): Promise<void>;
};

/** Changes one's inbox with one signature of a wallet. */
export function useInboxChange(onDone: () => void): InboxChangeBinding {
  const { session } = useParley();
  const [state, setState] = useState<InboxChangeState>({ kind: "idle" });
  const carryOut = useCallback(
    async (plan: PlannedChange, optionId: string) => {
      setState({ kind: "signing" });
      try {
        const inbox = session.client();
        if (!inbox) throw new ParleyError("xmtp.unreachable", "The client is not open");
        await session.withWallet(optionId, (wallet) =>
          changeInbox(plan(wallet.address), { inbox, wallet }),
        );
        setState({ kind: "done" });
        onDone();
      } catch (error) {
        setState({ kind: "failed", error: toParleyError(error) });
      }
    },
    [session, onDone],
  );
  return { state, carryOut };
}
