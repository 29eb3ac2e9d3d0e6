import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOUDEST, toWaveform, WAVEFORM_VALUES } from "./waveform.ts";

describe("a waveform", () => {
  it("has the loudest moment at the top, wherever it is", () => {
    const quiet = Array.from({ length: 640 }, () => 0.1);
    const levels = quiet.map((level, index) => (index === 333 ? 0.4 : level));
    const waveform = toWaveform(levels);
    expect(waveform[33]).toBe(LOUDEST);
    expect(waveform.filter((value) => value === 8)).toHaveLength(WAVEFORM_VALUES - 1);
  });

  it("does not make words of silence", () => {
    expect(toWaveform([0, 0.001, 0.001, 0])).toEqual([0, 2, 2, 0]);
  });

  it("is small and in its range, whatever was measured, for an hour too", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 2, noNaN: true })), (levels) => {
        const waveform = toWaveform(levels);
        expect(waveform.length).toBe(Math.min(levels.length, WAVEFORM_VALUES));
        expect(waveform.every((value) => value >= 0 && value <= LOUDEST)).toBe(true);
      }),
    );
    expect(toWaveform(Array.from({ length: 200_000 }, () => 0.5))).toHaveLength(WAVEFORM_VALUES);
  });
});
