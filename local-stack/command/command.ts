import type { ParseArgsOptionDescriptor, parseArgs } from "node:util";

/** An option as `node:util` parses it, and what its help says. */
export type Option = ParseArgsOptionDescriptor & {
  /** What it does, in a few words. */
  says: string;
  /** What its value is called, for those that have one: `N`, `DIR`. */
  value?: string;
  /** What holds without it, where that is worth saying. */
  otherwise?: string;
};

export type Options = Readonly<Record<string, Option>>;

export type Flags<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>["values"];

/** What a command was called with: its options, and what else was written. */
export type Call<O extends Options> = { flags: Flags<O>; args: readonly string[] };

/** One command: what its help teaches, and what it does. */
export type Command<O extends Options = Options> = {
  /** What follows its name, for example `NAME [options]`. */
  usage: string;
  /** Whole sentences about what it does and when one wants it. */
  about: string;
  options: O;
  examples: readonly string[];
  /**
   * Does it and says the exit code. What it throws as a `LocalStackError` is printed and means 1,
   * a {@link UsageError} 2.
   */
  run(call: Call<O>): Promise<number>;
};

/** Ties the flags that `run` gets to the options. */
export function defineCommand<const O extends Options>(command: Command<O>): Command {
  return command as unknown as Command;
}

/** The command was written wrongly; the message is a sentence that says how. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The number in an option's value. Throws {@link UsageError} naming the option. */
export function wholeNumber(option: string, text: string): number {
  const number = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new UsageError(`${option} ${JSON.stringify(text)}: a whole number is needed.`);
}

/** Most commands take options alone. Throws {@link UsageError} for anything else. */
export function refuseArguments(args: readonly string[]): void {
  if (args.length > 0) throw new UsageError(`"${args.join(" ")}" is not understood here.`);
}
