import type { KnownName, NameRecord } from "../core/name-book-state.ts";
import type { NamedLook } from "../core/names.ts";

/*
 * What a browser kept may be of another version of Parley, or edited by hand: what does not read
 * as ours is asked again.
 */

/** Whether a value from the disk is what a chain answered. */
export function isNameRecord(value: unknown): value is NameRecord {
  return (
    isObject(value) &&
    isAddress(value.address) &&
    typeof value.checkedAtMs === "number" &&
    typeof value.sinceMs === "number" &&
    (value.found === undefined || isLook(value.found))
  );
}

/** Whether a value from the disk is a name that somebody is known by. */
export function isKnownName(value: unknown): value is KnownName {
  return (
    isObject(value) &&
    isLook(value) &&
    isAddress((value as Record<string, unknown>).address) &&
    typeof (value as Record<string, unknown>).isTyped === "boolean" &&
    typeof (value as Record<string, unknown>).sinceMs === "number"
  );
}

function isLook(value: unknown): value is NamedLook {
  return (
    isObject(value) &&
    typeof value.name === "string" &&
    typeof value.skeleton === "string" &&
    Array.isArray(value.marks)
  );
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
