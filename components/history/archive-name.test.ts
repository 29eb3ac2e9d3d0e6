import { expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { archiveName } from "./archive-name.ts";

it("tells whose archive it is and of which day, in letters that every file system takes", () => {
  const self = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  expect(archiveName(self, Date.UTC(2026, 10, 24))).toBe("parley-0xf39F-2266-2026-11-24");
});
