import { toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import { parseInboxId } from "@/lib/identity/core/ids.ts";
import { looksLikeName } from "@/lib/identity/core/names.ts";
import { dmKey, groupKey, parseConversationId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { ThreadParams } from "../place/place.ts";

/** What the page's address names. */
export type ThreadTarget =
  | { kind: "none" }
  /** Somebody to whom one can write, known or not. */
  | { kind: "address"; address: Address }
  /** Whoever has that name now. */
  | { kind: "name"; name: string }
  /** A conversation that this device has, or not. */
  | { kind: "thread"; key: ThreadKey }
  /** Nothing that could be a conversation's id. */
  | { kind: "unknown" }
  | { kind: "mistake"; code: ErrorCode };

/** Reads the page's address for the account `self`; without a last part, nothing is meant. */
export function threadTarget({ address, id }: ThreadParams, self: Address): ThreadTarget {
  if (id !== undefined) return groupTarget(id);
  if (address === undefined) return { kind: "none" };
  const inboxId = parseInboxId(address);
  return inboxId ? { kind: "thread", key: dmKey(inboxId) } : addressTarget(address, self);
}

function groupTarget(id: string): ThreadTarget {
  const conversationId = parseConversationId(id);
  return conversationId ? { kind: "thread", key: groupKey(conversationId) } : { kind: "unknown" };
}

function addressTarget(addressText: string, self: Address): ThreadTarget {
  try {
    const text = decodeURIComponent(addressText);
    if (looksLikeName(text)) return { kind: "name", name: text };
    const address = parseAddress(text);
    if (address === self) return { kind: "mistake", code: "address.self" };
    return { kind: "address", address };
  } catch (error) {
    return { kind: "mistake", code: toParleyError(error, "address.format").code };
  }
}

/** The address itself, where nobody is signed in yet. */
export function addressIn(addressText: string | undefined): Address | undefined {
  try {
    return addressText === undefined ? undefined : parseAddress(decodeURIComponent(addressText));
  } catch {
    return undefined;
  }
}
