import type { GroupRecord } from "./group.ts";

/** Whether two readings of a group say the same. */
export function sameGroup(a: GroupRecord | undefined, b: GroupRecord): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
