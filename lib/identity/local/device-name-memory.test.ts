import { expect, it } from "vitest";
import { createDeviceNameMemory } from "./device-name-memory.ts";

function keptAs(text: string) {
  const storage = { getItem: () => text, setItem: () => undefined, removeItem: () => undefined };
  return createDeviceNameMemory(() => storage).load();
}

it("reads what it keeps, what the first version kept, and leaves out the rest", () => {
  const stored = { a: { name: "Phone", inboxId: "i" }, b: "Laptop", c: 7, d: { inboxId: "i" } };
  expect(keptAs(JSON.stringify(stored))).toEqual({
    a: { name: "Phone", inboxId: "i" },
    b: { name: "Laptop" },
  });
  for (const nothing of ["", "{", "null", "7", "[]"]) expect(keptAs(nothing)).toEqual({});
});
