import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** How much of what a program wrote is kept, and told where it failed, in characters. */
const KEPT_OUTPUT = 4_000;
const GRACE_MS = 5_000;

/** A program of somebody else that runs beside the tests. */
export type Program = {
  /** The last 4,000 characters that it wrote, to both of its outputs. */
  readonly output: string;
  /** Asks it to end (SIGTERM), after five seconds ends it, and resolves when it is gone. */
  stop(): Promise<void>;
};

export type ProgramOptions = {
  /** Settings besides those of this process. */
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /**
   * When it is ready: what it writes then, or a promise that was begun before, such as `waitForStream(stack)`.
   * Words that never come are not waited for after 30 seconds.
   */
  ready: RegExp | Promise<unknown>;
};

const READY_MS = 30_000;

/**
 * Starts a program and resolves when it is ready. One that ends before that, or is not ready in time, rejects
 * with a sentence and what it said; none is left behind then, nor when this process ends or is told to. What it
 * started itself (`npx bot`) ends with it, except on Windows.
 *
 * ```ts
 * const bot = await startProgram("node", ["bot.js"], {
 *   env: { XMTP_ENV: "local", XMTP_WALLET_KEY: privateKeyOf("bot") },
 *   ready: waitForStream(stack, {}, { timeoutMs: 30_000 }),
 * });
 * ```
 */
export async function startProgram(
  command: string,
  args: readonly string[],
  { env = {}, cwd, ready }: ProgramOptions,
): Promise<Program> {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ["ignore", "pipe", "pipe"],
    detached: HAS_GROUPS,
  });
  const ended = endOf(child);
  if (child.pid !== undefined) endWithUs(child);
  const words = new Words(child);
  try {
    const isReady = ready instanceof RegExp ? words.waitFor(ready) : ready;
    await Promise.race([isReady, ended]);
  } catch (error) {
    await stop(child);
    throw new Error(sentenceOf([command, ...args].join(" "), error, words.said), { cause: error });
  }
  return {
    get output() {
      return words.said;
    },
    stop: () => stop(child),
  };
}

/** Whether a program and all that it starts can be told to end at once. */
const HAS_GROUPS = process.platform !== "win32";

/** A group of its own hears nothing of what a terminal tells ours. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function endWithUs(child: ChildProcess): void {
  const end = () => tell(child, "SIGKILL");
  const endBySignal = (signal: NodeJS.Signals) => {
    end();
    // Without a listener of somebody else it would have ended this process.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.once("exit", end);
  for (const signal of SIGNALS) process.once(signal, endBySignal);
  child.once("close", () => {
    process.off("exit", end);
    for (const signal of SIGNALS) process.off(signal, endBySignal);
  });
}

/** Tells the program and what it started; nobody where all of them are gone. */
function tell(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (!HAS_GROUPS) return void child.kill(signal);
  try {
    process.kill(-child.pid, signal);
  } catch {}
}

/** What a program says. */
class Words {
  said = "";
  readonly #listeners = new Set<(text: string) => void>();

  constructor({ stdout, stderr }: ChildProcess) {
    for (const stream of [stdout, stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        const all = this.said + text;
        this.said = all.slice(-KEPT_OUTPUT);
        for (const listener of this.#listeners) listener(all);
      });
  }

  waitFor(pattern: RegExp): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (text: string) => void (text.search(pattern) >= 0 && resolve());
    this.#listeners.add(look);
    const timer = setTimeout(() => reject(new Error(`It did not say ${pattern}.`)), READY_MS);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#listeners.delete(look);
    });
  }
}

/** Rejects when it ends, or could not be started. */
function endOf(child: ChildProcess): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  child.once("error", reject);
  child.once("close", (code, signal) => reject(new Error(`It ended with ${code ?? signal}.`)));
  promise.catch(() => {});
  return promise;
}

/** Resolves when the program is gone and nobody it started writes any more; whoever is left then is ended at once. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  if (!isClosed(child)) {
    const closed = once(child, "close");
    tell(child, "SIGTERM");
    const timer = setTimeout(() => tell(child, "SIGKILL"), GRACE_MS);
    await closed;
    clearTimeout(timer);
  }
  tell(child, "SIGKILL");
}

function isClosed({ exitCode, signalCode, stdout, stderr }: ChildProcess): boolean {
  const isOver = exitCode !== null || signalCode !== null;
  return isOver && stdout?.destroyed === true && stderr?.destroyed === true;
}

function sentenceOf(command: string, error: unknown, said: string): string {
  const reason = error instanceof Error ? error.message : String(error);
  const words = said.trim();
  const heard = words === "" ? "It said nothing." : `It said:\n${words}`;
  return `The program "${command}" was not ready. ${reason} ${heard}`;
}
