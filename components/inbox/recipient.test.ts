import { describe, expect, it } from "vitest";
import { nameIn, parseRecipient } from "./recipient.ts";

const ADDRESS = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045";

describe("parseRecipient", () => {
  it.each([
    ADDRESS,
    ` ${ADDRESS}\n`,
    ADDRESS.toLowerCase(),
    `ethereum:${ADDRESS}`,
    `ethereum:pay-${ADDRESS}@1?value=1`,
    `https://parley.example/dm/${ADDRESS}?from=mail`,
    `http://localhost:3000/dm/${ADDRESS}/`,
  ])("reads %j", (text) => {
    expect(parseRecipient(text)).toBe(ADDRESS);
  });

  it.each([
    ["", "address.empty"],
    ["vitalik", "address.format"],
    [`${ADDRESS}0`, "address.format"],
    ["https://parley.example/g/1", "address.format"],
    ["ethereum:0x12", "address.format"],
    [ADDRESS.replace("dA6", "Da6"), "address.checksum"],
  ])("refuses %j with %s", (text, code) => {
    expect(() => parseRecipient(text)).toThrow(expect.objectContaining({ code }));
  });
});

describe("nameIn", () => {
  it.each([
    ["ana.eth", "ana.eth"],
    [" Ana.base.eth\n", "Ana.base.eth"],
    ["https://parley.example/dm/ana.eth?from=mail", "ana.eth"],
  ])("finds the name in %j", (text, name) => {
    expect(nameIn(text)).toBe(name);
  });

  it.each([
    "",
    "ana",
    ADDRESS,
    "ana@mail.example",
    "https://ana.eth",
    "two words.eth",
    ".eth",
    "a..eth",
  ])("finds none in %j", (text) => {
    expect(nameIn(text)).toBeUndefined();
  });
});
