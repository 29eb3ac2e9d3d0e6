/** From 0 to 1; a quiet room is below it. */
const HEARD_FROM = 0.015;
/** Between words one still speaks. */
const SPEAKS_ON_MS = 900;

/** Of each who was heard, when that was last. */
export type Heard<Key> = ReadonlyMap<Key, number>;

export function hearLevels<Key>(
  heard: Heard<Key>,
  levels: readonly (readonly [Key, number])[],
  nowMs: number,
): Heard<Key> {
  const loud = levels.filter(([, level]) => level >= HEARD_FROM).map(([key]) => key);
  const kept = [...heard].filter(([, atMs]) => nowMs - atMs < SPEAKS_ON_MS);
  return new Map([...kept, ...loud.map((key) => [key, nowMs] as const)]);
}
