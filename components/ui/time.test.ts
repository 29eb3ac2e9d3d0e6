import { afterEach, describe, expect, it, vi } from "vitest";
import { clockTime, dayLabel, rowTime, type TimeStyle } from "./time.ts";

const berlin: TimeStyle = { locale: "en", timeZone: "Europe/Berlin" };
const nowMs = Date.parse("2026-11-04T12:00:00Z");
const at = (iso: string) => Date.parse(iso);

describe("rowTime", () => {
  it.each([
    ["2026-11-04T07:05:00Z", "08:05"],
    ["2026-11-03T22:59:00Z", "Tue"],
    ["2026-11-03T23:01:00Z", "00:01"],
    ["2026-10-29T12:00:00Z", "Thu"],
    ["2026-10-28T12:00:00Z", "28 Oct"],
    ["2025-11-04T12:00:00Z", "4 Nov 2025"],
  ])("shows %s as %s", (iso, shown) => {
    expect(rowTime(at(iso), nowMs, berlin)).toBe(shown);
  });

  it("shows the clock for a time that another device's clock puts ahead", () => {
    expect(rowTime(nowMs + 60_000, nowMs, berlin)).toBe("13:01");
  });

  it("speaks the person's language", () => {
    expect(rowTime(at("2026-11-02T12:00:00Z"), nowMs, { ...berlin, locale: "es" })).toBe("lun");
  });
});

describe("dayLabel", () => {
  it("names today and yesterday by the calendar, not by hours", () => {
    expect(dayLabel(at("2026-11-03T23:30:00Z"), nowMs, berlin)).toBe("today");
    expect(dayLabel(at("2026-11-03T22:30:00Z"), nowMs, berlin)).toBe("yesterday");
  });

  it("counts a day of 25 hours as one", () => {
    const afterChangeMs = at("2026-10-26T00:30:00+01:00");
    expect(dayLabel(at("2026-10-25T00:10:00+02:00"), afterChangeMs, berlin)).toBe("yesterday");
  });

  it("gives the year when it is another one", () => {
    expect(dayLabel(at("2025-12-24T12:00:00Z"), nowMs, berlin)).toEqual({
      date: expect.stringContaining("2025"),
    });
  });
});

describe("clockTime", () => {
  it("pads to two digits", () => {
    expect(clockTime(at("2026-11-04T08:03:00Z"), berlin)).toBe("09:03");
  });
});

const { DateTimeFormat } = Intl;

class MonthFirst {
  readonly #real: Intl.DateTimeFormat;
  constructor(tag: string, options: Intl.DateTimeFormatOptions) {
    this.#real = new DateTimeFormat(tag, options);
  }
  format(atMs: number): string {
    return this.#real.format(atMs).replace(/^(\d+)-(\d+)-(\d+)$/, "$2/$3/$1");
  }
  formatToParts(atMs: number): Intl.DateTimeFormatPart[] {
    return this.#real.formatToParts(atMs);
  }
}

describe("a browser that writes dates in another way", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it("is as sure of what is today, and of the year", async () => {
    vi.resetModules();
    vi.stubGlobal("Intl", { DateTimeFormat: MonthFirst });
    const times = await import("./time.ts");
    expect(times.rowTime(nowMs, nowMs, berlin)).toBe("13:00");
    expect(times.dayLabel(nowMs, nowMs, berlin)).toBe("today");
    expect(times.rowTime(at("2026-03-04T12:00:00Z"), nowMs, berlin)).toBe("4 Mar");
    expect(times.rowTime(at("2024-03-04T12:00:00Z"), nowMs, berlin)).toBe("4 Mar 2024");
  });
});
