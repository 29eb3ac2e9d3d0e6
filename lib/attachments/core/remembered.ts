/** An opened file in memory: how large it is, and since when nobody looks at it. */
export type Held = { key: string; bytes: number; lastSeen: number; isSeen: boolean };

/** Which files are let go so that no more than `budget` bytes stay; those on the screen stay. */
export function overBudget(held: readonly Held[], budget: number): string[] {
  let total = held.reduce((sum, { bytes }) => sum + bytes, 0);
  const gone: string[] = [];
  const oldestFirst = held.filter(({ isSeen }) => !isSeen).sort((a, b) => a.lastSeen - b.lastSeen);
  for (const { key, bytes } of oldestFirst) {
    if (total <= budget) break;
    gone.push(key);
    total -= bytes;
  }
  return gone;
}
