import { LEVELS, LOGGED_PARTS } from "../logs/log-lines.ts";
import { CONTROL_OPTIONS, fetchControl } from "./ask-control.ts";
import { defineCommand, refuseArguments, wholeNumber } from "./command.ts";

const { control } = CONTROL_OPTIONS;

export const logs = defineCommand({
  usage: "[options]",
  about: `Prints what the running stack logged lately, from any level on, whatever "up --log-level" shows.
Addresses and ids are cut, so that they tell apart but not who.`,
  options: {
    control,
    follow: { type: "boolean", short: "f", says: "go on with what is logged from now on" },
    part: {
      type: "string",
      value: "PART",
      says: `of one part: ${LOGGED_PARTS.join(", ")}`,
    },
    level: {
      type: "string",
      value: "LEVEL",
      says: `from this one on: ${Object.keys(LEVELS).join(", ")}`,
      otherwise: "info",
    },
    last: { type: "string", value: "N", says: "how many lines of before", otherwise: "100" },
    json: { type: "boolean", says: "print lines of JSON as they were logged" },
  },
  examples: ["logs", "logs --follow --level debug --part xmtp", "logs --last 0 -f --json"],
  async run({ flags, args }) {
    refuseArguments(args);
    const { follow, part, level, last } = flags;
    const query = new URLSearchParams({
      ...(follow && { follow: "true" }),
      ...(part !== undefined && { part }),
      ...(level !== undefined && { level }),
      ...(last !== undefined && { last: String(wholeNumber("--last", last)) }),
    });
    const response = await fetchControl(flags.control, `/logs?${query}`);
    for await (const line of linesOf(response)) console.log(flags.json ? line : describe(line));
    return 0;
  },
});

async function* linesOf(response: Response): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch {
    // The stack has ended, and its log with it.
  }
}

function describe(line: string): string {
  const { level, time, part, msg, ...rest } = JSON.parse(line);
  const name = Object.entries(LEVELS).find(([, number]) => number === level)?.[0] ?? String(level);
  const clock = new Date(time).toISOString().slice(11, 23);
  const details = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
  return `${clock} ${name.padEnd(5)} ${String(part ?? "stack").padEnd(8)} ${msg}${details}`;
}
