import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { nextStampMs, type Setting, type Settings, withSettings } from "./settings.ts";

const threads: ThreadKey[] = ["dm:ana", "dm:ben", "group:01"];

const setting: fc.Arbitrary<Setting> = fc.record({
  about: fc.constantFrom(...threads),
  name: fc.constant("draft" as const),
  value: fc.string({ maxLength: 3 }),
  setAtMs: fc.integer({ min: 1, max: 4 }),
  setBy: fc.constantFrom("tab 1", "tab 2", "tab 3"),
});

/** One tab never gives two settings one moment. */
const settled = fc.uniqueArray(setting, {
  selector: ({ about, setAtMs, setBy }) => `${about} ${setAtMs} ${setBy}`,
  maxLength: 12,
});

const taken = (given: readonly Setting[], into: Settings = new Map()) =>
  withSettings(into, given).settings;

describe("settings of several tabs", () => {
  it("are the same in every tab that heard them, in any order, however often", () => {
    const told = settled.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.subarray(all),
      ),
    );
    fc.assert(
      fc.property(told, ([all, shuffled, again]) => {
        const one = taken(all);
        const other = taken(again, taken(shuffled));
        expect(other).toEqual(one);
      }),
    );
  });

  it("tell what changed, and nothing when nothing did", () => {
    fc.assert(
      fc.property(settled, (all) => {
        const first = withSettings(new Map(), all);
        const second = withSettings(first.settings, all);
        expect(second.news).toEqual([]);
        expect(second.settings).toBe(first.settings);
      }),
    );
  });

  it("are overwritten by what is done next, also when the clock was set back", () => {
    fc.assert(
      fc.property(settled, fc.integer({ min: 0, max: 10 }), (all, nowMs) => {
        const settings = taken(all);
        const next: Setting = {
          about: "dm:ana",
          name: "draft",
          value: "next",
          setAtMs: nextStampMs(settings, nowMs),
          setBy: "",
        };
        expect(withSettings(settings, [next]).news).toEqual([next]);
      }),
    );
  });
});
