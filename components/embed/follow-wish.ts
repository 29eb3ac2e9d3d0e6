import type { Address } from "@/lib/identity/core/address.ts";
import type { Place } from "../place/place.ts";
import { addressIn } from "../shell/thread-target.ts";

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
 * name, as the page wrote it.
 */
export function follow(before: Following, to: string, place: Place): Following {
  if (before.kind === "left") return before;
  const part = place.kind === "thread" ? place.params.address : undefined;
  const here = addressIn(part);
  if (before.kind === "there") return here === before.address ? before : { kind: "left" };
  const wanted = addressIn(to);
  const isThere = wanted ? here === wanted : before.kind === "at-name";
  if (here && isThere) return { kind: "there", address: here };
  const isAtName = !wanted && part !== undefined && nameIn(part) === to;
  if (before.kind === "at-name") return isAtName ? before : { kind: "left" };
  return isAtName ? { kind: "at-name" } : before;
}

function nameIn(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
