import { useCallback, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ShownName } from "@/lib/identity/core/name-book-view.ts";
import { useParley } from "./parley-context.ts";

export type { ShownName };

/** What an address is called, when that is known; looked up when it is shown. */
export function useName(address: Address | undefined): ShownName | undefined {
  const { naming } = useParley();
  useEffect(() => {
    if (address) naming.want([address]);
  }, [naming, address]);
  return useStore(naming.store, ({ names }) => (address ? names.get(address) : undefined));
}

/** What each of several addresses is called; who has no name is missing. */
export function useNames(addresses: readonly Address[]): ReadonlyMap<Address, ShownName> {
  const { naming } = useParley();
  const names = useStore(naming.store, (view) => view.names);
  useEffect(() => naming.want(addresses), [naming, addresses]);
  return useMemo(
    () =>
      new Map(
        addresses.flatMap((address) => {
          const name = names.get(address);
          return name ? [[address, name] as const] : [];
        }),
      ),
    [addresses, names],
  );
}

/** What an address is called at the moment of asking, when that is known already. */
export function useKnownName(): (address: Address) => ShownName | undefined {
  const { naming } = useParley();
  return useCallback((address) => naming.store.getState().names.get(address), [naming]);
}

/** All names that are known now; nobody is looked up for it. */
export function useAllNames(): ReadonlyMap<Address, ShownName> {
  return useStore(useParley().naming.store, ({ names }) => names);
}
