import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import en from "./en/index.ts";
import es from "./es/index.ts";

type Words = ReadonlyMap<string, string>;

describe("the catalogues", () => {
  const english = flatten(en);
  const spanish = flatten(es);

  it("have the same keys", () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("ask for the same arguments", () => {
    const argumentsOf = (words: Words) =>
      Object.fromEntries([...words].map(([key, text]) => [key, argumentNames(text)]));
    expect(argumentsOf(spanish)).toEqual(argumentsOf(english));
  });

  it.each([
    ["English", english],
    ["Spanish", spanish],
  ])("have no empty words in %s", (_, words) => {
    expect([...words].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

function flatten(node: object, prefix = ""): Map<string, string> {
  const words = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === "string") words.set(prefix + key, value);
    else for (const [path, text] of flatten(value, `${prefix}${key}.`)) words.set(path, text);
  }
  return words;
}

/** Names and kinds of a message's ICU arguments, those inside plural branches too. */
function argumentNames(message: string): string[] {
  const found = new Set<string>();
  const visit = (elements: ReturnType<typeof parse>): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      found.add(`${element.value}:${TYPE[element.type]}`);
      if (element.type === TYPE.tag) visit(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) visit(option.value);
      }
    }
  };
  visit(parse(message));
  return [...found].sort();
}
