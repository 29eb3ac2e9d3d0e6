import { parseArgs } from "node:util";
import { NodeProcess } from "../soak/node-process.ts";
import { startTestStack } from "../test-support/stack.ts";
import { fuzzIdentities } from "./fuzz-identities.ts";
import { fuzzParsers } from "./fuzz-parsers.ts";
import { type Answers, fuzzWire } from "./fuzz-wire.ts";

/*
 * npm run fuzz -w @parley/local-stack -- --frames 250000 --headers 740000 --identities 10000 --seed 1
 * Feeds a node in a process of its own with malformed input and says what it answered and how its
 * memory grew. The exit code is 1 when anything was not answered, or the memory grew.
 */
const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "250000" },
    headers: { type: "string", default: "740000" },
    identities: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
  },
});
const seed = Number(values.seed);
const ROUNDS = 10;
const MOST_GROWTH_MB = 60;

const node = await NodeProcess.start(":memory:");
const urls = { grpc: node.urls.grpc, grpcWeb: node.urls["grpc-web"] };
const origin = await startTestStack();

const startedAt = performance.now();
const share = (count: string) => Math.ceil(Number(count) / ROUNDS);
const totals: Answers = new Map();
const add = (what: string, answers: Answers) => {
  for (const [answer, count] of answers) {
    totals.set(`${what}: ${answer}`, (totals.get(`${what}: ${answer}`) ?? 0) + count);
  }
};
let afterFirstMb = Number.NaN;
for (let round = 0; round < ROUNDS; round++) {
  const roundSeed = seed * 1000 + round;
  const frames = { count: Math.ceil(share(values.frames) / 2), seed: roundSeed };
  add("gRPC frame", await fuzzWire(urls.grpc, "grpc", frames));
  add("gRPC-web frame", await fuzzWire(urls.grpcWeb, "grpc-web", frames));
  const parsed = fuzzParsers({ count: share(values.headers), seed: roundSeed });
  add("MLS header", new Map(Object.entries(parsed)));
  const people = { count: share(values.identities), seed: roundSeed };
  add("identity", await fuzzIdentities(urls.grpcWeb, origin.urls.grpcWeb, people));
  const mb = node.residentMb() ?? Number.NaN;
  if (round === 0) afterFirstMb = mb;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${round + 1}/${ROUNDS} after ${seconds} s, the node has ${mb.toFixed(0)} MB`);
}
const grownMb = (node.residentMb() ?? Number.NaN) - afterFirstMb;
const health = await fetch(`${urls.grpcWeb}/health`).then((response) => response.json());
console.log(JSON.stringify({ health, grownMb: Math.round(grownMb) }));
for (const [answer, count] of [...totals].toSorted()) console.log(`  ${answer.padEnd(36)}${count}`);
const broken = [...totals.keys()].filter((answer) => /empty|http 5|: Unavailable/.test(answer));
if (broken.length > 0) console.error(`Not as it should be: ${broken.join(", ")}.`);
if (grownMb > MOST_GROWTH_MB) console.error(`The node grew by ${grownMb.toFixed(0)} MB.`);
process.exitCode = broken.length > 0 || grownMb > MOST_GROWTH_MB ? 1 : 0;
await node.kill("SIGTERM");
await origin.close();
// libxmtp keeps timers of its own.
process.exit();
