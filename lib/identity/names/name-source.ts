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

/** Longer texts are not kept: a record may hold a megabyte. One that is a picture itself may be longer. */
const MAX_AVATAR_LENGTH = 2_048;
const MAX_INLINE_AVATAR_LENGTH = 8_192;

export function entryOf(holder: string | undefined, avatarText: string | undefined): NameEntry {
  const isInline = avatarText?.startsWith("data:");
  const most = isInline ? MAX_INLINE_AVATAR_LENGTH : MAX_AVATAR_LENGTH;
  const isKept = avatarText !== undefined && avatarText.length <= most;
  return { holder: holderOf(holder), ...(isKept && { avatarText }) };
}

function holderOf(address: string | undefined): NameHolder {
  if (address === undefined || /^0x0*$/.test(address)) return { kind: "nobody" };
  return { kind: "address", address: parseAddress(address) };
}
