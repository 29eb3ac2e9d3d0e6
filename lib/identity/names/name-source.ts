import { type Address, parseAddress } from "../core/address.ts";
import type { EnsName, NameHolder } from "../core/names.ts";

/**
 * One place where names are written down: a chain, or a part of it. Whatever could not be told
 * now is missing from an answer. Everything fails with `name.unreachable`.
 */
export type NameSource = {
  /** The names that addresses claim, as they stand there: any text, nothing of it checked. */
  claimedNames(addresses: readonly Address[]): Promise<ReadonlyMap<Address, string | undefined>>;
  /** What names point to, and the picture they name. */
  entries(names: readonly EnsName[]): Promise<ReadonlyMap<EnsName, NameEntry>>;
};

export type NameEntry = { holder: NameHolder; avatarText?: string };

/** Longer pictures than an address of one are not kept: a record may hold a megabyte. */
const MAX_AVATAR_LENGTH = 2_048;

export function entryOf(holder: string | undefined, avatarText: string | undefined): NameEntry {
  const isKept = avatarText !== undefined && avatarText.length <= MAX_AVATAR_LENGTH;
  return { holder: holderOf(holder), ...(isKept && { avatarText }) };
}

function holderOf(address: string | undefined): NameHolder {
  if (address === undefined || /^0x0*$/.test(address)) return { kind: "nobody" };
  return { kind: "address", address: parseAddress(address) };
}
