import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../bootstrap/prepare.mjs";
import { Complaint } from "../bootstrap/say.mjs";
import { buildIfChanged } from "../launch/build.ts";
import { requireChromium } from "./chromium.ts";
import { type Program, runTool } from "./command.ts";
import { importViolations } from "./imports.ts";
import { installForNat, NAT_CONFIG, ownNetworks, whyNoNat } from "./nat.ts";
import { type Tally, tallyOfPlaywright, tallyOfVitest } from "./tally.ts";

export type Part = "static" | "unit" | "nat" | "e2e";

/** What a stage found: the counts, and what to show when something failed or could not be looked at. */
type Outcome = { tally: Tally; details?: string };

export type Stage = { title: string; part: Part; run: () => Promise<Outcome> };

const REPORTS = path.join(ROOT, "test-results");
const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 };
const SKIPPED: Tally = { passed: 0, failed: 0, skipped: 1 };
/** Folders without rules: everything else that holds sources is read. */
const UNRULED = new Set(["node_modules", "docs", "deploy", "public", "test-results"]);

/** In the order in which a mistake is cheapest to find; each has the machine for itself. */
export const STAGES: readonly Stage[] = [
  tool("Format and lint", "static", "biome", ["ci", "--colors=off", "--error-on-warnings"]),
  tool("The package for dapps", "static", "tsc", ["-p", "packages/embed/tsconfig.build.json"]),
  tool("Types", "static", "tsc", ["-p", "tsconfig.json"]),
  tool("Types of the core, without a DOM", "static", "tsc", ["-p", "tsconfig.core.json"]),
  tool("Types of the local stack", "static", "tsc", ["-p", "local-stack/tsconfig.json"]),
  tool("Types of the React example", "static", "tsc", ["-p", "examples/vite-react"]),
  tool("Types of the Next example", "static", "tsc", ["-p", "examples/next"]),
  { title: "Import rules", part: "static", run: checkImports },
  tool("Dead code", "static", "knip", ["--no-progress", "--treat-config-hints-as-errors"]),
  tool("Lock file", "static", "lockfile", ["--check"]),
  { title: "Unit and contract tests", part: "unit", run: runUnit },
  { title: "Calls through NATs", part: "nat", run: runNat },
  { title: "Production build", part: "e2e", run: build },
  { title: "End-to-end tests", part: "e2e", run: runPlaywright },
];

function tool(title: string, part: Part, program: Program, args: string[]): Stage {
  return {
    title,
    part,
    run: async () => {
      const { exitCode, output } = await runTool(program, args);
      return exitCode === 0 ? { tally: PASSED } : { tally: FAILED, details: output.trim() };
    },
  };
}

async function checkImports(): Promise<Outcome> {
  const entries = await readdir(ROOT, { withFileTypes: true });
  const rooms = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .filter((name) => !UNRULED.has(name));
  const violations = await importViolations(ROOT, [...rooms, "instrumentation.ts", "proxy.ts"]);
  if (violations.length === 0) return { tally: PASSED };
  const details = violations.map(({ rule, from, to }) => `${from} may not import ${to} (${rule})`);
  return { tally: FAILED, details: details.join("\n") };
}

async function runUnit(): Promise<Outcome> {
  // The contract of the relay is tested on a real one.
  installForNat();
  return runVitest("vitest");
}

async function runVitest(name: string, args: string[] = [], env = {}): Promise<Outcome> {
  // Contracts of what only browsers do are tested in one.
  requireChromium();
  const report = path.join(REPORTS, `${name}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const { exitCode, output } = await runTool("vitest", ["run", ...args, ...reporters], env);
  const tally = tallyOfVitest(report, exitCode);
  return tally.failed === 0 ? { tally } : { tally, details: output.trim() };
}

async function runNat(): Promise<Outcome> {
  installForNat();
  const why = whyNoNat();
  if (why) return { tally: SKIPPED, details: why };
  return runVitest("nat", ["--config", NAT_CONFIG], ownNetworks());
}

async function build(): Promise<Outcome> {
  try {
    await buildIfChanged(ROOT, path.join(ROOT, ".parley"));
    return { tally: PASSED };
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    return { tally: FAILED, details: error.message };
  }
}

async function runPlaywright(): Promise<Outcome> {
  if (!existsSync(path.join(ROOT, ".next", "BUILD_ID"))) {
    return { tally: FAILED, details: "There is no production build to test." };
  }
  const report = path.join(REPORTS, "playwright.json");
  requireChromium();
  // What failed is told at the end, whole, where one looks for it.
  const { exitCode, output } = await runTool("playwright", ["test", "--reporter=dot,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  const tally = tallyOfPlaywright(report, exitCode);
  return tally.failed === 0 ? { tally } : { tally, details: output.trim() };
}
