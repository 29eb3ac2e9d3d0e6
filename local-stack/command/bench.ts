import { type BenchRow, runBench, WHOLE_BENCH } from "../bench/run-bench.ts";
import { defineCommand, refuseArguments, UsageError } from "./command.ts";

const QUICK = { ...WHOLE_BENCH, starts: 1, messages: 1_000, deliveries: 20, subscribers: [1, 100] };

export const bench = defineCommand({
  usage: "[options]",
  about: `Measures this machine with stacks that it starts for that and ends again: how long until one is
ready, how much memory it takes, how many messages a second are on the disk before their senders are
told, and how long a message takes to its subscribers, which are in the measuring process, whose time
to read counts too. It takes about half a minute; nothing else should run meanwhile.`,
  options: {
    subscribers: {
      type: "string",
      value: "NUMBERS",
      says: "to how many a message is delivered",
      otherwise: WHOLE_BENCH.subscribers.join(","),
    },
    quick: { type: "boolean", says: "measure less often, to see that it works" },
    json: { type: "boolean", says: 'print one line of JSON: [{"name","value","unit"},…]' },
  },
  examples: ["bench", "bench --subscribers 1,50 --json"],
  async run({ flags, args }) {
    refuseArguments(args);
    const plan = flags.quick ? QUICK : WHOLE_BENCH;
    const subscribers = flags.subscribers ? numbersOf(flags.subscribers) : plan.subscribers;
    const rows = await runBench({ ...plan, subscribers }, (line) => console.error(`  ${line}`));
    console.log(flags.json ? JSON.stringify(rows) : asTable(rows));
    return 0;
  },
});

function numbersOf(text: string): number[] {
  return text.split(",").map((part) => {
    const number = Number(part);
    if (Number.isSafeInteger(number) && number > 0) return number;
    throw new UsageError(`--subscribers ${text}: write whole numbers, for example 1,100.`);
  });
}

function asTable(rows: readonly BenchRow[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(
      ({ name, value, unit }) => `  ${name.padEnd(width)}  ${value.toLocaleString("en")} ${unit}`,
    )
    .join("\n");
}
