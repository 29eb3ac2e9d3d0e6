"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { IdentityChange } from "@/lib/identity/core/identity-change.ts";
import { chainAskedFor, type SigningChain } from "@/lib/identity/core/signing-chain.ts";
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
  /**
   * Connects the wallet, has it sign, publishes. After a signature for a chain where it does not
   * count, the wallet is asked to change to the one where it does.
   */
  carryOut(plan: PlannedChange, optionId: string): Promise<void>;
  /** Gives it up, as leaving the screen does: what the wallet signs later changes nothing. */
  cancel(): void;
};

/** Changes one's inbox with one signature of a wallet. */
export function useInboxChange(onDone: () => void): InboxChangeBinding {
  const { session } = useParley();
  const [state, setState] = useState<InboxChangeState>({ kind: "idle" });
  const chain = useRef<SigningChain>(undefined);
  const work = useRef<AbortController>(undefined);

  const carryOut = useCallback(
    async (plan: PlannedChange, optionId: string) => {
      const { signal } = startAnew(work);
      setState({ kind: "signing" });
      try {
        const inbox = session.client();
        if (!inbox) throw new ParleyError("xmtp.unreachable", "The client is not open");
        await session.withWallet(optionId, (signing) =>
          changeInbox(plan(signing.wallet.address), {
            ...signing,
            inbox,
            signal,
            ...(chain.current && { chain: chain.current }),
          }),
        );
        setState({ kind: "done" });
        onDone();
      } catch (caught) {
        if (signal.aborted) return;
        const error = toParleyError(caught);
        chain.current = chainAskedFor(error) ?? chain.current;
        setState({ kind: "failed", error });
      }
    },
    [session, onDone],
  );

  const cancel = useCallback(() => {
    work.current?.abort();
    setState({ kind: "idle" });
  }, []);
  useEffect(() => () => work.current?.abort(), []);
  return { state, carryOut, cancel };
}

function startAnew(work: { current: AbortController | undefined }): AbortController {
  work.current?.abort();
  const controller = new AbortController();
  work.current = controller;
  return controller;
}
