import { expect, it } from "vitest";
import { timeLeft } from "./time-left.ts";

it("says what is left as people would, and nothing where nothing moves", () => {
  const ofSeconds = (seconds: number) => timeLeft(seconds * 1_000, 1_000);
  expect(ofSeconds(3)).toEqual({ unit: "moment", count: 0 });
  expect(ofSeconds(6)).toEqual({ unit: "seconds", count: 10 });
  expect(ofSeconds(34)).toEqual({ unit: "seconds", count: 30 });
  expect(ofSeconds(58)).toEqual({ unit: "minutes", count: 1 });
  expect(ofSeconds(200)).toEqual({ unit: "minutes", count: 3 });
  expect(ofSeconds(89 * 60)).toEqual({ unit: "minutes", count: 89 });
  expect(ofSeconds(3 * 3_600)).toEqual({ unit: "hours", count: 3 });
  expect(timeLeft(1_000, 0)).toBeUndefined();
});
