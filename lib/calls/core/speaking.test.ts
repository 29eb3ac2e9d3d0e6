import { expect, it } from "vitest";
import { hearLevels } from "./speaking.ts";

it("says who speaks, on between their words, and not of who is silent", () => {
  const first = hearLevels(
    new Map<string, number>(),
    [
      ["ana", 0.4],
      ["ben", 0.001],
    ],
    1_000,
  );
  expect([...first.keys()]).toEqual(["ana"]);
  const pause = hearLevels(
    first,
    [
      ["ana", 0],
      ["ben", 0.2],
    ],
    1_500,
  );
  expect([...pause.keys()]).toEqual(["ana", "ben"]);
  expect([
    ...hearLevels(
      pause,
      [
        ["ana", 0],
        ["ben", 0.2],
      ],
      2_000,
    ).keys(),
  ]).toEqual(["ben"]);
});
