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
    name: "status",
    summary: "what runs, where, and how much it holds",
    load: async () => (await import("./status.ts")).status,
  },
  {
    name: "down",
    summary: "end the running stack",
    load: async () => (await import("./plain-changes.ts")).down,
  },
  {
    name: "restart",
    summary: "cut everything, and be back a moment later",
    load: async () => (await import("./restart.ts")).restart,
  },
  {
    name: "unplug",
    summary: "take the network away, until plug-in",
    load: async () => (await import("./plain-changes.ts")).unplug,
  },
  {
    name: "plug-in",
    summary: "bring it back",
    load: async () => (await import("./plain-changes.ts")).plugIn,
  },
  {
    name: "logs",
    summary: "what it logged, by part and level, and what it logs now",
    load: async () => (await import("./logs.ts")).logs,
  },
  {
    name: "reset",
    summary: "empty every part of the running stack",
    load: async () => (await import("./plain-changes.ts")).reset,
  },
  {
    name: "snapshot",
    summary: "write down all that it keeps, or list what was",
    load: async () => (await import("./snapshot.ts")).snapshot,
  },
  {
    name: "restore",
    summary: "bring a snapshot back",
    load: async () => (await import("./restore.ts")).restore,
  },
  {
    name: "faults",
    summary: "make things go wrong: slow, refused, dropped, twice, late",
    load: async () => (await import("./faults.ts")).faults,
  },
  {
    name: "seed",
    summary: "fill a running network with real encrypted conversations",
    load: async () => (await import("./seed.ts")).seed,
  },
  {
    name: "inspect",
    summary: "see its calls: the inspector's address, or the calls themselves",
    load: async () => (await import("./inspect.ts")).inspect,
  },
  {
    name: "bench",
    summary: "measure this machine: start, memory, storing, delivering",
    load: async () => (await import("./bench.ts")).bench,
  },
  {
    name: "record",
    summary: "write all requests to the network into a file, for a bug report",
    load: async () => (await import("./record.ts")).record,
  },
  {
    name: "replay",
    summary: "send a recording to a network",
    load: async () => (await import("./replay.ts")).replay,
  },
];
