import { parseArgs } from "node:util";
import { soak } from "./soak.ts";

/*
 * npm run soak -w @parley/local-stack -- --minutes 60 --clients 100 --seed 1
 * The exit code is 1 when a promise was not kept, or the memory grew.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    clients: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
  },
});
const MOST_GROWTH_MB = 60;
const startedAt = performance.now();

const report = await soak({
  seconds: Number(values.minutes) * 60,
  clients: Number(values.clients),
  seed: Number(values.seed),
  realClients: 3,
  talkEveryMs: 4_000,
  faultsEveryMs: 4_000,
  killEveryMs: 300_000,
  unkilledShare: 0.5,
  log: (line) => console.log(`${Math.round((performance.now() - startedAt) / 1000)} s  ${line}`),
});
console.log(JSON.stringify(report, null, 1));
const grownMb = report.memory.lastMb - report.memory.firstMb;
if (grownMb > MOST_GROWTH_MB) console.error(`The stack grew by ${Math.round(grownMb)} MB.`);
// libxmtp keeps timers of its own.
process.exit(report.broken.length > 0 || grownMb > MOST_GROWTH_MB ? 1 : 0);
