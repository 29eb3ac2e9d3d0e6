import { expect, it } from "vitest";
import { FITTING, moved, zoomedAt } from "./zoom.ts";

const STAGE = { width: 800, height: 600 };

it("keeps the point under the pointer where it is", () => {
  const point = { x: 100, y: -50 };
  const zoom = zoomedAt(FITTING, 2, point);
  // What lay there before lies at the same place, twice as far from the picture's middle.
  expect({ x: zoom.x + point.x * 2, y: zoom.y + point.y * 2 }).toEqual(point);
  expect(zoom.scale).toBe(2);
});

it("is never smaller than it fits, nor larger than one can use", () => {
  expect(zoomedAt({ scale: 1.2, x: 40, y: 10 }, 0.5, { x: 0, y: 0 })).toEqual(FITTING);
  expect(zoomedAt(FITTING, 100, { x: 0, y: 0 }).scale).toBe(8);
});

it("can't be moved off its stage", () => {
  expect(moved({ scale: 2, x: 0, y: 0 }, { x: 10_000, y: -10_000 }, STAGE)).toEqual({
    scale: 2,
    x: 400,
    y: -300,
  });
  expect(moved(FITTING, { x: 50, y: 50 }, STAGE)).toEqual(FITTING);
});
