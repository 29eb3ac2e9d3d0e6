import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../bootstrap/prepare.mjs";
import { Complaint, elapsed, say } from "../bootstrap/say.mjs";
import { stopAll } from "../launch/child.ts";
import { onStopRequested } from "../launch/stop-request.ts";
import { stopTools } from "./command.ts";
import { type Part, STAGES, type Stage } from "./stages.ts";
import { sentenceOf, sumOf, type Tally, verdictOf } from "./tally.ts";

const PARTS: readonly Part[] = ["static", "unit", "nat", "e2e"];

/**
 * Runs the checks, all of them even after one failed, and ends with the line
 * `N passed, N failed, N skipped`. Gives the exit code.
 */
export async function runChecks(args: string[]): Promise<number> {
  const wanted = wantedPart(args);
  onStopRequested(() => {
    void Promise.all([stopTools(), stopAll()]).then(() => process.exit(1));
  });
  rmSync(path.join(ROOT, "test-results"), { recursive: true, force: true });
  const tallies: Tally[] = [];
  for (const stage of STAGES) {
    if (wanted === undefined || stage.part === wanted) tallies.push(await runStage(stage));
  }
  const total = sumOf(tallies);
  say(`\n${sentenceOf(total)}`);
  return total.failed > 0 ? 1 : 0;
}

async function runStage({ title, run }: Stage): Promise<Tally> {
  const begunMs = performance.now();
  const { tally, details } = await run().catch((error: unknown) => ({
    tally: { passed: 0, failed: 1, skipped: 0 },
    details: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  say(`  ${title.padEnd(34)} ${verdictOf(tally)} (${elapsed(begunMs)})`);
  if (details) say(`\n${details}\n`);
  return tally;
}

function wantedPart(args: string[]): Part | undefined {
  const { only } = parseArgs({ args, options: { only: { type: "string" } } }).values;
  if (only === undefined) return undefined;
  const part = PARTS.find((name) => name === only);
  if (part) return part;
  throw new Complaint(`--only takes one of ${PARTS.join(", ")}; it was given ${only}.`);
}
