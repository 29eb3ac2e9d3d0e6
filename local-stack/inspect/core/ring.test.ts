import fc from "fast-check";
import { expect, it } from "vitest";
import { Ring } from "./ring.ts";

it("the last of what happened is kept, the oldest goes", () => {
  const ring = new Ring<{ id: number }>({ maxCount: 2, maxBytes: 100 });
  for (const id of [1, 2, 3]) ring.put({ id }, 10);
  expect(ring.all()).toEqual([{ id: 2 }, { id: 3 }]);
});

it("a stream that ends takes the place of its opening", () => {
  const ring = new Ring<{ id: number; code: string }>({ maxCount: 9, maxBytes: 100 });
  ring.put({ id: 1, code: "open" }, 10);
  ring.put({ id: 2, code: "ok" }, 10);
  ring.put({ id: 1, code: "canceled" }, 10);
  expect(ring.all()).toEqual([
    { id: 1, code: "canceled" },
    { id: 2, code: "ok" },
  ]);
});

it("neither limit is ever passed, and the bytes are those of what is kept", () => {
  const put = fc.record({ id: fc.nat({ max: 20 }), bytes: fc.nat({ max: 60 }) });
  fc.assert(
    fc.property(fc.array(put, { maxLength: 100 }), (puts) => {
      const ring = new Ring<{ id: number; bytes: number }>({ maxCount: 5, maxBytes: 100 });
      for (const each of puts) ring.put(each, each.bytes);
      const kept = ring.all();
      expect(kept.length).toBeLessThanOrEqual(5);
      expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(ring.bytes);
      expect(ring.bytes).toBeLessThanOrEqual(100);
    }),
  );
});
