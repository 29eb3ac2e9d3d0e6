import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parseConfig } from "./parse-config.ts";
import { SETTING_NAMES } from "./settings.ts";

const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
/** The example has every line commented out; uncommenting them all must give a valid file. */
const uncommented = text.replace(/^#(?=[A-Z_]+=)/gm, "");

describe(".env.example", () => {
  it("lists exactly the settings there are", () => {
    expect(Object.keys(parseEnv(uncommented)).sort()).toEqual([...SETTING_NAMES].sort());
  });

  it("gives values that are accepted", () => {
    expect(parseConfig(parseEnv(uncommented))).toMatchObject({ ok: true, warnings: [] });
  });

  it("explains each of them", () => {
    for (const paragraph of text.trim().split("\n\n")) {
      expect(paragraph.startsWith("# ")).toBe(true);
    }
  });
});
