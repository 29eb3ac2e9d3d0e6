import type { Address } from "./address.ts";

/** A name of the Ethereum Name Service, normalised (ENSIP-15). */
export type EnsName = string & { readonly __brand: "EnsName" };

/** What is to be said about the letters of a name. */
export type NameMark =
  /** Signs that pass for letters or digits: the name reads as if it were another. */
  | "disguised"
  /** Letters of several scripts that no language writes together (UTS 39). */
  | "mixed-scripts";

/** A name and how it looks. */
export type NamedLook = {
  name: EnsName;
  /** Two names with one skeleton are taken for each other (UTS 39, section 4). */
  skeleton: string;
  marks: readonly NameMark[];
};

/** The name that an address chose for itself and that points back to it. */
export type FoundName = NamedLook & {
  /** The `avatar` text as it was written (ENSIP-12): anything. */
  avatarText?: string;
};

/** What a name points to. */
export type NameHolder =
  | { kind: "address"; address: Address }
  | { kind: "nobody" }
  /** Known to a server of others only (EIP-3668), which is not asked. */
  | { kind: "off-chain" };

/** A typed name with the address that it stands for now. */
export type ResolvedName = NamedLook & { address: Address };

/** Longer names than DNS has are nobody's. */
const MAX_NAME_LENGTH = 255;

/** What is typed that could only be a name: two parts with a dot between, and no space or slash. */
export function looksLikeName(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length <= MAX_NAME_LENGTH && /^[^\s/:@.]+(?:\.[^\s/:@.]+)+$/.test(trimmed);
}
