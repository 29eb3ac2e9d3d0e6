import { describe, expect, it } from "vitest";
import { negotiateLocale } from "./locales.ts";

describe("negotiateLocale", () => {
  it("takes the language chosen by hand over the browser's", () => {
    expect(negotiateLocale("es", "en-GB,en;q=0.9")).toBe("es");
  });

  it("ignores a cookie that names no language of ours", () => {
    expect(negotiateLocale("tlh", "es-MX")).toBe("es");
  });

  it("follows the weights, not the order", () => {
    expect(negotiateLocale(undefined, "en;q=0.3, es-AR;q=0.8, fr")).toBe("es");
  });

  it("leaves out what is marked as unwanted", () => {
    expect(negotiateLocale(undefined, "es;q=0, en;q=0.1")).toBe("en");
  });

  it.each([null, "", "fr,de", "*", ";;;q=x", "es;q=abc"])("answers in English to %j", (header) => {
    expect(negotiateLocale(undefined, header)).toBe("en");
  });
});
