import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { describe, expect, it } from "vitest";
import * as stack from "../index.ts";
import * as testing from "../testing/index.ts";

const EXPORTS: Record<string, object> = {
  "@parley/local-stack": stack,
  "@parley/local-stack/testing": testing,
};
const BLOCK = /^```(?:js|ts)\n([\s\S]*?)^```$/gm;
const IMPORT = /import \{([^}]*)\} from "(@parley\/[^"]*)"/g;

const texts = (pattern: RegExp, text: string) => [...text.matchAll(pattern)];

/** What an example takes from this package, as `module name`. */
function importsOf(code: string): string[] {
  return texts(IMPORT, code).flatMap(([, names = "", module = ""]) =>
    names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type "))
      .map((name) => `${module} ${name}`),
  );
}

describe.each([
  { file: "../README.md", blocks: 5, imports: 3 },
  { file: "recipes.md", blocks: 6, imports: 3 },
  { file: "faults.md", blocks: 2, imports: 0 },
  { file: "worlds.md", blocks: 1, imports: 0 },
])("what $file shows", ({ file, ...least }) => {
  it("can be read by Node, and takes from this package what is there", async () => {
    const document = await readFile(new URL(file, import.meta.url), "utf8");
    const blocks = texts(BLOCK, document).map(([, code = ""]) => code);
    expect(blocks.length).toBeGreaterThanOrEqual(least.blocks);
    for (const code of blocks) expect(() => stripTypeScriptTypes(code)).not.toThrow();
    const taken = blocks.flatMap(importsOf);
    expect(taken.length).toBeGreaterThanOrEqual(least.imports);
    for (const each of taken) {
      const [module = "", name = ""] = each.split(" ");
      expect(Object.keys(EXPORTS[module] ?? {})).toContain(name);
    }
  });
});

describe("the recipes", () => {
  it("have whole files: what they use of this package, they import", async () => {
    const recipes = await readFile(new URL("recipes.md", import.meta.url), "utf8");
    const known = Object.values(EXPORTS).flatMap((module) => Object.keys(module));
    for (const [, code = ""] of texts(BLOCK, recipes)) {
      const imported = importsOf(code).map((each) => each.split(" ")[1]);
      const used = known.filter((name) => new RegExp(`\\b${name}\\(`).test(code));
      expect(imported).toEqual(expect.arrayContaining(used));
    }
  });
});
