/** How much a client may do: `burst` at once, `perSecond` in the long run. */
export type Limit = { burst: number; perSecond: number };

/** What is left to a client (a token bucket). */
export type Bucket = { tokens: number; atMs: number };

/** Takes one token. `waitMs` is 0 when there was one, else how long it takes until there is. */
export function takeToken(
  bucket: Bucket | undefined,
  { burst, perSecond }: Limit,
  nowMs: number,
): { bucket: Bucket; waitMs: number } {
  const elapsedMs = bucket ? Math.max(0, nowMs - bucket.atMs) : 0;
  const tokens = Math.min(burst, (bucket?.tokens ?? burst) + (elapsedMs * perSecond) / 1_000);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, atMs: nowMs }, waitMs: 0 };
  const waitMs = Math.ceil(((1 - tokens) * 1_000) / perSecond);
  return { bucket: { tokens, atMs: nowMs }, waitMs };
}
