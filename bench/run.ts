import { parseArgs } from "node:util";
import { type Row, type Scenario, toRow } from "./lib/measure.ts";
import { formatTable } from "./lib/table.ts";

const USAGE = `npm run bench -- [--only PREFIX] [--json]

  --only PREFIX  only the rows whose name starts with PREFIX (node., app., messenger.)
  --json         print [{ name, value, unit, floor, goal, met }] and nothing else`;

const { values: flags } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (flags.help) {
  console.log(USAGE);
} else {
  const { scenarios } = await import("./scenarios.ts");
  const rows = await runScenarios(scenarios, flags.only);
  console.log(flags.json ? JSON.stringify(rows) : formatTable(rows));
  if (rows.length === 0) {
    console.error(`No row starts with "${flags.only}".`);
    process.exitCode = 1;
  }
  // A headless client's engine has timers that nothing ends; they would keep the process for ever.
  process.exit();
}

async function runScenarios(scenarios: readonly Scenario[], prefix: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const scenario of scenarios) {
    const wanted = scenario.rows.filter((row) => row.name.startsWith(prefix));
    if (wanted.length === 0) continue;
    const findings = await scenario.run((line) => console.error(`  ${line}`));
    for (const spec of wanted) {
      const finding = findings[spec.name];
      if (finding === undefined) throw new Error(`The scenario found nothing for ${spec.name}`);
      rows.push(toRow(spec, finding));
    }
  }
  return rows;
}
