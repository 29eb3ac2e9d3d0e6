import type { Command, Option } from "./command.ts";
import type { Registered } from "./commands.ts";

const NAME = "parley-local-stack";
const GAP = 2;

/** The help of the whole: every command in a line. */
export function renderOverview(commands: readonly Registered[]): string {
  const lines: (readonly [string, string])[] = [
    ...commands.map(({ name, summary }) => [name, summary] as const),
    ["help COMMAND", "how to use one of them, with examples"],
  ];
  return `${NAME}: an XMTP network and a chain on this machine, without Docker

Commands
${columns(lines)}

Any XMTP app whose environment is "local" works against it. Begin with

  ${NAME} up

Exit codes: 0 done, 1 not possible, 2 not understood.
`;
}

/** The help of one command. */
export function renderHelp(name: string, command: Command): string {
  const options = { ...command.options, help: HELP };
  const lines = Object.entries(options).map(([option, spec]) => describe(option, spec));
  const examples = command.examples.map((example) => `  ${NAME} ${example}`);
  return `${NAME} ${name} ${command.usage}

${command.about}

Options
${columns(lines)}

Examples
${examples.join("\n")}
`;
}

/** Every command has it. */
export const HELP: Option = { type: "boolean", short: "h", says: "this text" };

function describe(
  name: string,
  { value, says, otherwise, short }: Option,
): readonly [string, string] {
  const long = value ? `--${name} ${value}` : `--${name}`;
  const written = short ? `${long}, -${short}` : long;
  return [written, otherwise ? `${says} (${otherwise})` : says];
}

function columns(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([left]) => left.length)) + GAP;
  return lines.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join("\n");
}
