const NS_PER_MS = 1_000_000n;

/** Nanoseconds since 1970, each later than the one before, whatever the wall clock does. */
export type Clock = { nextNs(): bigint };

/**
 * A clock that never repeats and never goes back.
 * `lastNs` is the newest timestamp already stored, so that a restart after the system's clock was
 * set back still orders new messages after old ones.
 */
export function createClock(lastNs: bigint, nowMs: () => number = Date.now): Clock {
  let last = lastNs;
  return {
    nextNs() {
      const wall = BigInt(nowMs()) * NS_PER_MS;
      last = wall > last ? wall : last + 1n;
      return last;
    },
  };
}
