import { parseArgs } from "node:util";
import { LocalStackError, NotUnderstoodError } from "../errors.ts";
import { type Command, type Options, UsageError } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { closestOf, explainOptions } from "./misunderstood.ts";
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
  const { values, positionals } = parse(rest, name, { ...command.options, help: HELP });
  if (values.help) return help(name);
  return command.run({ flags: values, args: positionals });
}

function parse(args: string[], command: string, options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (!String(error.code).startsWith("ERR_PARSE_ARGS")) throw error;
    throw new UsageError(explainOptions(error, command, Object.keys(options)), { cause: error });
  }
}

async function help(name: string | undefined): Promise<number> {
  console.log(name === undefined ? renderOverview(COMMANDS) : renderHelp(name, await load(name)));
  return 0;
}

async function load(name: string): Promise<Command> {
  const found = COMMANDS.find((command) => command.name === name);
  if (!found) {
    const meant = closestOf(name, [...COMMANDS.map((command) => command.name), "help"]);
    const advice = meant ? `Did you mean ${meant}?` : '"parley-local-stack help" lists them.';
    throw new UsageError(`There is no command ${name}. ${advice}`);
  }
  return found.load();
}

function isUsageError(error: unknown): boolean {
  return error instanceof UsageError || error instanceof NotUnderstoodError;
}
