import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sentenceOf, sumOf, tallyOfPlaywright, tallyOfVitest, verdictOf } from "./tally.ts";

const folder = mkdtempSync(path.join(tmpdir(), "parley-tally-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe("the tally", () => {
  it("adds up", () => {
    const total = sumOf([
      { passed: 2, failed: 0, skipped: 1 },
      { passed: 3, failed: 1, skipped: 0 },
    ]);
    expect(sentenceOf(total)).toBe("5 passed, 1 failed, 1 skipped");
  });

  it("is a word where it is of one check, and says when that was not looked at", () => {
    const one = { passed: 0, failed: 0, skipped: 0 };
    expect(verdictOf({ ...one, passed: 1 })).toBe("ok");
    expect(verdictOf({ ...one, failed: 1 })).toBe("failed");
    expect(verdictOf({ ...one, skipped: 1 })).toBe("skipped");
    expect(verdictOf({ passed: 13, failed: 0, skipped: 1 })).toBe("13 passed, 0 failed, 1 skipped");
  });

  it("counts a test that is yet to be written as skipped", () => {
    const file = report({
      numPassedTests: 4,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 2,
    });
    expect(tallyOfVitest(file, 1)).toEqual({ passed: 4, failed: 1, skipped: 3 });
  });

  it("counts a test that passed only when repeated as failed", () => {
    const file = report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 } });
    expect(tallyOfPlaywright(file, 1)).toEqual({ passed: 3, failed: 2, skipped: 0 });
  });

  it("takes a run that went wrong without a failing test for a failure", () => {
    expect(tallyOfVitest(report({ numPassedTests: 4 }), 1).failed).toBe(1);
    expect(tallyOfPlaywright(path.join(folder, "missing.json"), 1).failed).toBe(1);
  });
});
