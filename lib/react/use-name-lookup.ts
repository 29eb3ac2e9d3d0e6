import type { Naming, TypedName } from "@/lib/identity/flow/keep-names.ts";
import { useParley } from "./parley-context.ts";

export type { TypedName };

export type NameLookup = Pick<Naming, "resolve" | "openedAs">;

/** Turning a typed name into an address, and remembering that a conversation was opened by it. */
export function useNameLookup(): NameLookup {
  return useParley().naming;
}
