import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTime, parseIsoTime } from "./iso-time.ts";

describe("parseIsoTime", () => {
  it("reads what isoTime writes", () => {
    const times = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(fc.property(times, (atMs) => parseIsoTime(isoTime(atMs)) === atMs));
  });

  it.each([
    ["2026-11-24T12:00:00Z", "2026-11-24T12:00:00.000Z"],
    ["2026-11-24T12:00:00.5Z", "2026-11-24T12:00:00.500Z"],
    ["2026-11-24T01:30:00+02:00", "2026-11-23T23:30:00.000Z"],
    ["2028-02-29T23:00:00-05:30", "2028-03-01T04:30:00.000Z"],
  ])("reads %s (RFC 3339)", (text, utc) => {
    expect(isoTime(parseIsoTime(text) ?? 0)).toBe(utc);
  });

  it.each([
    "2026-02-30T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-11-24T24:00:00Z",
    "2026-11-24",
    "2026-11-24T12:00:00",
    "2026-11-24 12:00:00Z",
    "24 Nov 2026",
    "1764000000000",
    " 2026-11-24T12:00:00Z",
    "",
  ])("does not read %j", (text) => expect(parseIsoTime(text)).toBeUndefined());
});
