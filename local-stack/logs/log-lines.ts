import { type Bindings, type ChildLoggerOptions, type Logger, pino } from "pino";

/** A line of the log as pino writes it, as JSON with its line feed. */
type Line = string;

/** pino's numbers of levels, lowest first. */
export const LEVELS = { debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;

export type LevelName = keyof typeof LEVELS;

/** Whose lines can be asked for alone; what the stack says as a whole is of none of them. */
export const LOGGED_PARTS = ["xmtp", "history", "ipfs", "chain", "control"] as const;

/** Which lines are wanted: of one part, and from a level on. */
export type LineFilter = { part?: string | undefined; level: LevelName };

/** What the stack said lately. */
export type LogLines = {
  logger: Logger;
  /** The last lines that pass, oldest first. */
  last(count: number, filter: LineFilter): Line[];
  /** Tells each line that passes from now on; gives the way to end that. */
  follow(filter: LineFilter, tell: (line: Line) => void): () => void;
};

const KEPT = 2_000;

/** Keeps what is logged from `debug` on, for those who ask later. */
export function createLogLines(): LogLines {
  const kept: Line[] = [];
  const followers = new Set<(line: Line) => void>();
  const write = (line: Line) => {
    kept.push(line);
    if (kept.length > KEPT) kept.shift();
    for (const tell of followers) tell(line);
  };
  return {
    logger: pino({ level: "debug", base: null }, { write }),
    last: (count, filter) => {
      if (count === 0) return [];
      return kept.filter((line) => passes(line, filter)).slice(-count);
    },
    follow(filter, tell) {
      const tellIfWanted = (line: Line) => {
        if (passes(line, filter)) tell(line);
      };
      followers.add(tellIfWanted);
      return () => void followers.delete(tellIfWanted);
    },
  };
}

function passes(line: Line, { part, level }: LineFilter): boolean {
  const found = JSON.parse(line) as { level: number; part?: string };
  return found.level >= LEVELS[level] && (part === undefined || found.part === part);
}

const METHODS = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

/** One logger that says everything to both. */
export function toBoth(one: Logger, other: Logger): Logger {
  const both: Record<string, unknown> = {};
  for (const method of METHODS) {
    both[method] = (...args: [object, string]) => {
      one[method](...args);
      other[method](...args);
    };
  }
  both.child = (bindings: Bindings, options?: ChildLoggerOptions) =>
    toBoth(one.child(bindings, options), other.child(bindings, options));
  return both as unknown as Logger;
}
