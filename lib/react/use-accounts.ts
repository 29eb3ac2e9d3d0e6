"use client";

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Address } from "@/lib/identity/core/address.ts";
import type { Account } from "@/lib/identity/core/session.ts";
import type { KnownAccount } from "@/lib/identity/flow/accounts.ts";
import { useParley } from "./parley-context.ts";
import { useName } from "./use-names.ts";

export type { KnownAccount };

/** Who is signed in on this device, the one in use first. */
export function useAccounts(): readonly KnownAccount[] {
  return useStore(useParley().session.accounts.store);
}

/** Goes on as another account of this device. */
export function useSwitchAccount(): (account: Pick<Account, "inboxId">) => void {
  return useParley().session.switchTo;
}

/**
 * What the account in use is called. It is looked up where this is shown, and kept for when another
 * one is in use: asked for all together, the accounts would be known to belong together.
 */
export function useOwnName(self: Address): string | undefined {
  const { accounts } = useParley().session;
  const name = useName(self)?.name;
  const [current] = useAccounts();
  useEffect(() => {
    if (name && current?.address === self) accounts.nameAs(current, name);
  }, [accounts, current, name, self]);
  return name ?? (current?.address === self ? current.name : undefined);
}

/** How much was unread when an account was last in use; undefined until that is known. */
export function useKeptUnread({ inboxId }: Pick<Account, "inboxId">): number | undefined {
  const { messaging } = useParley();
  const [unread, setUnread] = useState<number>();
  useEffect(() => {
    let isOver = false;
    messaging.keptUnread(inboxId).then(
      (count) => !isOver && setUnread(count),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [messaging, inboxId]);
  return unread;
}
