import { type ChildProcess, fork } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { Complaint } from "../bootstrap/say.mjs";

const EXIT_WITH_PARENT = new URL(`./exit-with-parent.mjs?launcher=${process.pid}`, import.meta.url)
  .href;
/** How long a process may take to end before it is ended, unless it asks for less. */
const STOP_GRACE_MS = 4000;
const TAIL_LINES = 15;

export type ChildOptions = {
  /** What a person calls it: starts a sentence, as in "The app". */
  name: string;
  script: URL;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Gets everything the process prints; begun anew at each start. */
  logFile: string;
  /** How long it may take to end when asked; 4000 unless given. */
  stopGraceMs?: number;
};

/** One process of ours. It ends with us, whatever ends us. */
export type Child = {
  readonly name: string;
  readonly logFile: string;
  readonly process: ChildProcess;
  /** How it ended, as the rest of a sentence: "with exit code 1". */
  readonly exited: Promise<string>;
  /** The last lines it printed. */
  tail(): string;
  /** Asks it to end, insists after a while, and resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. Resolves when it is gone. */
  kill(): Promise<void>;
};

const running = new Set<Child>();

/** Ends every process that was started here. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop()));
}

/** Starts a Node script with a log file and a leash. */
export function startChild(options: ChildOptions): Child {
  const child = fork(fileURLToPath(options.script), options.args ?? [], {
    env: { ...process.env, ...options.env },
    execArgv: ["--import", EXIT_WITH_PARENT, "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Its own group: Ctrl-C reaches the launcher alone, which ends everything in order.
    detached: process.platform !== "win32",
  });
  const tail = keepLog(child, options.logFile);
  const exited = endingOf(child);
  const end = async (signal: NodeJS.Signals) => {
    if (isRunning(child)) child.kill(signal);
    const insist = setTimeout(() => killGroup(child), options.stopGraceMs ?? STOP_GRACE_MS);
    await exited;
    clearTimeout(insist);
  };
  const started: Child = {
    name: options.name,
    logFile: options.logFile,
    process: child,
    exited,
    tail,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
  running.add(started);
  void exited.then(() => running.delete(started));
  return started;
}

/**
 * Gives the child back once `ready` resolves. Fails with how it ended and its last lines when
 * it ends before.
 */
export async function untilReady(child: Child, ready: Promise<unknown>): Promise<Child> {
  const ending = await Promise.race([ready.then(() => undefined), child.exited]);
  if (ending === undefined) return child;
  throw new Complaint(endingReport(child, ending));
}

/** Says that a process ended unasked, with its last words. */
export function endingReport(child: Child, ending: string): string {
  return `${child.name} ended ${ending}. Its last lines:\n\n${child.tail()}\n\nAll of it is in ${child.logFile}.`;
}

function endingOf(child: ChildProcess): Promise<string> {
  // Whatever it started itself goes with it, and lets go of the pipes.
  child.once("exit", () => killGroup(child));
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`with an error: ${error.message}`));
    child.once("exit", (code, signal) => {
      resolve(signal ? `by ${signal}` : `with exit code ${code}`);
    });
  });
  // Its last words may come after its end.
  const silent = [child.stdout, child.stderr].map((stream) => stream && finished(stream));
  return Promise.allSettled(silent).then(() => ended);
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    if (isRunning(child)) child.kill("SIGKILL");
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // ESRCH: nobody is left in the group, which is what was wanted.
  }
}

function keepLog(child: ChildProcess, logFile: string): () => string {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  let recent = "";
  const keep = (chunk: Buffer) => {
    log.write(chunk);
    recent = `${recent}${chunk}`.split("\n").slice(-TAIL_LINES).join("\n");
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  child.once("close", () => log.end());
  return () => recent.trim();
}
