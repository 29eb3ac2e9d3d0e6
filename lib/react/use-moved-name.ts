import { useCallback, useEffect } from "react";
import { useStore } from "zustand";
import type { Address } from "@/lib/identity/core/address.ts";
import type { MovedName } from "@/lib/identity/core/name-book-view.ts";
import { useParley } from "./parley-context.ts";

export type MovedNameBinding = {
  /** The name that this conversation was opened with, when it points elsewhere now. */
  moved: MovedName | undefined;
  /** It was read; the person stays with the address. */
  stay: () => void;
};

/** Watches the name of the conversation on the screen. */
export function useMovedName(address: Address | undefined): MovedNameBinding {
  const { naming } = useParley();
  useEffect(() => (address ? naming.attend(address) : undefined), [naming, address]);
  const moved = useStore(naming.store, ({ moves }) => (address ? moves.get(address) : undefined));
  const stay = useCallback(() => {
    if (address) naming.stay(address);
  }, [naming, address]);
  return { moved, stay };
}
