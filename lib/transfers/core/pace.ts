/** How far something had come, and when. */
type Mark = { atMs: number; bytes: number };

/** The last seconds of it. */
export type Pace = readonly Mark[];

const LOOKS_BACK_MS = 5_000;

export function paceWith(pace: Pace, bytes: number, nowMs: number): Pace {
  const recent = pace.filter(({ atMs }) => nowMs - atMs <= LOOKS_BACK_MS);
  return [...recent, { atMs: nowMs, bytes }];
}

/** Bytes a second; undefined until there is something to tell from. */
export function rateOf(pace: Pace): number | undefined {
  const [first] = pace;
  const last = pace.at(-1);
  if (!first || !last || last.atMs - first.atMs < 500) return undefined;
  return Math.max(0, ((last.bytes - first.bytes) * 1_000) / (last.atMs - first.atMs));
}
