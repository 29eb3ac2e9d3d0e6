import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { describe, expect, it } from "vitest";
import { closestOf, explainOptions } from "./misunderstood.ts";

const OPTIONS = {
  control: { type: "string" },
  "port-grpc": { type: "string" },
  json: { type: "boolean" },
  follow: { type: "boolean", short: "f" },
} satisfies ParseArgsOptionsConfig;

/** What somebody reads who writes that after `logs`. */
function saidTo(...args: string[]): string {
  try {
    parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return explainOptions(error as Error, "logs", Object.keys(OPTIONS));
  }
  throw new Error("That was understood.");
}

describe("an option that is not understood", () => {
  it("is named, with the one that was meant", () => {
    expect(saidTo("--cntrol", "5")).toBe("There is no option --cntrol. Did you mean --control?");
    expect(saidTo("--jsn")).toBe("There is no option --jsn. Did you mean --json?");
    expect(saidTo("--nonsense")).toBe(
      'There is no option --nonsense. "parley-local-stack help logs" lists those that there are.',
    );
    expect(saidTo("-x")).toContain("There is no option -x.");
  });

  it("says what its value lacks", () => {
    const advice = "needs a value. One that begins with a dash is written";
    expect(saidTo("--port-grpc")).toBe(`--port-grpc ${advice} --port-grpc=-1.`);
    expect(saidTo("--port-grpc", "-5")).toBe(`--port-grpc ${advice} --port-grpc=-1.`);
    expect(saidTo("--json=yes")).toBe("--json takes no value.");
    expect(saidTo("--follow=yes")).toBe("--follow takes no value.");
  });
});

it("takes a word for another one when it is that misspelt, and only then", () => {
  const known = ["up", "status", "down", "seed"];
  expect(closestOf("sttaus", known)).toBe("status");
  expect(closestOf("sed", known)).toBe("seed");
  expect(closestOf("fly", known)).toBeUndefined();
  expect(closestOf("", known)).toBeUndefined();
});
