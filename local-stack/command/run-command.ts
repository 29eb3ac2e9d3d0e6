import { parseArgs } from "node:util";
import { LocalStackError, NotUnderstoodError } from "../errors.ts";
import { type Command, UsageError } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { HELP, renderHelp, renderOverview } from "./render-help.ts";

const FAILED = 1;
const USAGE_ERROR = 2;

/** Runs the command line; the process then lives as long as the stack it started. */
export async function runCommand(args: string[]): Promise<void> {
  try {
    process.exitCode = await main(args);
  } catch (error) {
    const isUsage = isUsageError(error);
    if (!isUsage && !(error instanceof LocalStackError)) throw error;
    console.error((error as Error).message);
    process.exitCode = isUsage ? USAGE_ERROR : FAILED;
  }
}

async function main([name, ...rest]: string[]): Promise<number> {
  if (name === undefined) {
    console.log(renderOverview(COMMANDS));
    return USAGE_ERROR;
  }
  if (name === "--help" || name === "-h" || name === "help") return help(rest[0]);
  const command = await load(name);
  const { values, positionals } = parseArgs({
    args: rest,
    options: { ...command.options, help: HELP },
    allowPositionals: true,
  });
  if (values.help) return help(name);
  return command.run({ flags: values, args: positionals });
}

async function help(name: string | undefined): Promise<number> {
  console.log(name === undefined ? renderOverview(COMMANDS) : renderHelp(name, await load(name)));
  return 0;
}

async function load(name: string): Promise<Command> {
  const found = COMMANDS.find((command) => command.name === name);
  if (!found) {
    throw new UsageError(`There is no command ${name}. "parley-local-stack help" lists them.`);
  }
  return found.load();
}

function isUsageError(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const isOwn = error instanceof UsageError || error instanceof NotUnderstoodError;
  return isOwn || code.startsWith("ERR_PARSE_ARGS");
}
