import type { Command } from "./command.ts";

/** What a command is called and for, without loading it. */
export type Registered = { name: string; summary: string; load: () => Promise<Command> };

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly Registered[] = [
  {
    name: "up",
    summary: "start the stack; Ctrl-C stops it",
    load: async () => (await import("./up.ts")).up,
  },
  {
    name: "seed",
    summary: "fill a running network with real encrypted conversations",
    load: async () => (await import("./seed.ts")).seed,
  },
];
