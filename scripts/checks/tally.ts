import { readFileSync } from "node:fs";

/** How many tests went which way. A static check counts as one. */
export type Tally = { passed: number; failed: number; skipped: number };

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

export function sentenceOf({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** One that is a single check is said in a word. */
export function verdictOf(tally: Tally): string {
  const { passed, failed, skipped } = tally;
  if (passed + failed + skipped > 1) return sentenceOf(tally);
  if (failed > 0) return "failed";
  return skipped > 0 ? "skipped" : "ok";
}

/**
 * Gives what vitest's JSON report counted. A report that is missing is one failure, and so is
 * a run that went wrong without a failing test (an unhandled rejection, a file that won't load).
 */
export function tallyOfVitest(reportFile: string, exitCode: number): Tally {
  const report = readJson(reportFile) as Record<string, number> | undefined;
  const passed = report?.numPassedTests ?? 0;
  const failed = report?.numFailedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return withRunFailure({ passed, failed, skipped }, exitCode);
}

/** Gives what Playwright's JSON report counted. A test that passed only when repeated failed. */
export function tallyOfPlaywright(reportFile: string, exitCode: number): Tally {
  const report = readJson(reportFile) as { stats?: Record<string, number> } | undefined;
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return withRunFailure({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

function withRunFailure(tally: Tally, exitCode: number): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
