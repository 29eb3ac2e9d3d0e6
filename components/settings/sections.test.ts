import { expect, it } from "vitest";
import { SECTIONS, sectionIn, settingsPath } from "./sections.ts";

it("finds the section that its own path names, and none in another", () => {
  for (const section of SECTIONS) {
    expect(sectionIn(settingsPath(section).replace("/settings/", ""))).toBe(section);
  }
  expect([sectionIn("constructor"), sectionIn(undefined), sectionIn("Devices")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
