import { type Address, parseAddress } from "@/lib/identity/core/address.ts";

/** How far one is on the way to a conversation that the page named. */
export type Following =
  | { kind: "nowhere" }
  /** Whose name that is, is on the screen, for the person to say yes to. */
  | { kind: "at-name" }
  | { kind: "there"; address: Address }
  /** The person went elsewhere: nothing is to happen any more. */
  | { kind: "left" };

export const NOWHERE: Following = { kind: "nowhere" };

/**
 * What the next place means; the same object as long as it means the same. `to` is an address or a
 * name, as the page wrote it. `part` is what the screen's path says of whom it shows, as it is written
 * there; undefined where it shows no conversation with somebody.
 */
export function follow(before: Following, to: string, part: string | undefined): Following {
  if (before.kind === "left") return before;
  const shown = part === undefined ? undefined : decoded(part);
  const here = addressOf(shown);
  if (before.kind === "there") return here === before.address ? before : { kind: "left" };
  const wanted = addressOf(to);
  const isThere = wanted ? here === wanted : before.kind === "at-name";
  if (here && isThere) return { kind: "there", address: here };
  const isAtName = !wanted && shown === to;
  if (before.kind === "at-name") return isAtName ? before : { kind: "left" };
  return isAtName ? { kind: "at-name" } : before;
}

/** Whether the screen's path shows that conversation. */
export function isShown(part: string | undefined, address: Address): boolean {
  return part !== undefined && addressOf(decoded(part)) === address;
}

/** Whether the page said an address, and not a name. */
export function isAddress(to: string): boolean {
  return addressOf(to) !== undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function addressOf(text: string | undefined): Address | undefined {
  try {
    return text === undefined ? undefined : parseAddress(text);
  } catch {
    return undefined;
  }
}
