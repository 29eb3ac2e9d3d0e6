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
 * with a sentence and what it said; none is left behind then, nor when this process ends.
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
  });
  const endWithUs = () => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  const words = new Words(child);
  try {
    const isReady = ready instanceof RegExp ? words.waitFor(ready) : ready;
    await Promise.race([isReady, endOf(child)]);
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

/** What a program says. */
class Words {
  said = "";
  readonly #listeners = new Set<() => void>();

  constructor({ stdout, stderr }: ChildProcess) {
    for (const stream of [stdout, stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.said = (this.said + text).slice(-KEPT_OUTPUT);
        for (const listener of this.#listeners) listener();
      });
  }

  waitFor(pattern: RegExp): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => void (this.said.search(pattern) >= 0 && resolve());
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

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill();
  const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  await gone;
  clearTimeout(timer);
}

function sentenceOf(command: string, error: unknown, said: string): string {
  const reason = error instanceof Error ? error.message : String(error);
  const words = said.trim();
  const heard = words === "" ? "It said nothing." : `It said:\n${words}`;
  return `The program "${command}" was not ready. ${reason} ${heard}`;
}
