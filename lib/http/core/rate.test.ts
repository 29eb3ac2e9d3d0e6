import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bucket, takeToken } from "./rate.ts";

const LIMIT = { burst: 3, perSecond: 2 };

describe("takeToken", () => {
  it("gives a burst, then says how long to wait, and then gives one", () => {
    let bucket: Bucket | undefined;
    const take = (nowMs: number) => {
      const taken = takeToken(bucket, LIMIT, nowMs);
      bucket = taken.bucket;
      return taken.waitMs;
    };
    expect([take(0), take(0), take(0)]).toEqual([0, 0, 0]);
    expect(take(0)).toBe(500);
    expect(take(400)).toBe(100);
    expect(take(500)).toBe(0);
    expect(take(500)).toBe(500);
  });

  it("never gives more than the burst and what the time brought", () => {
    const pauses = fc.array(fc.nat({ max: 2_000 }), { maxLength: 100 });
    fc.assert(
      fc.property(pauses, (all) => {
        let bucket: Bucket | undefined;
        let [nowMs, given] = [0, 0];
        for (const pause of all) {
          nowMs += pause;
          const taken = takeToken(bucket, LIMIT, nowMs);
          bucket = taken.bucket;
          if (taken.waitMs === 0) given++;
        }
        expect(given).toBeLessThanOrEqual(LIMIT.burst + (nowMs / 1_000) * LIMIT.perSecond);
      }),
    );
  });

  it("is not fooled by a clock that goes back", () => {
    const { bucket } = takeToken(undefined, LIMIT, 10_000);
    expect(takeToken(bucket, LIMIT, 0).bucket.tokens).toBe(1);
  });
});
