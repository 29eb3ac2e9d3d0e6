import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Logger } from "pino";
import { LocalStackError, PortInUseError } from "../errors.ts";
import { reachableUrl } from "../loopback.ts";
import { stateOptions } from "./chain-state.ts";
import { spawnOnLeash } from "./spawn-on-leash.ts";

/** The chain id of every local Ethereum, which wallets and libraries know as such. */
export const LOCAL_CHAIN_ID = 31_337;

export type ChainOptions = {
  /** The anvil binary. */
  program: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Where the chain is kept; it is forgotten at the end unless given. */
  folder?: string;
  /** What anvil loads instead of our contracts; for writing them. */
  state?: readonly string[];
  log?: Pick<Logger, "info">;
};

/** A running local chain. */
export type LocalChain = {
  /** Its JSON-RPC endpoint. */
  url: string;
  close(): Promise<void>;
};

const START_WITHIN_MS = 10_000;

/**
 * Starts anvil, an Ethereum node for development, with our contracts in its first block. Resolves
 * when it answers. It ends with this process, whatever ends that.
 *
 * Throws {@link PortInUseError}, or {@link LocalStackError} with anvil's own last words.
 */
export async function startChain(options: ChainOptions): Promise<LocalChain> {
  const { program, host, port, folder, log } = options;
  const state = options.state ?? stateOptions(folder);
  const anvil = spawnOnLeash(program, [
    ...["--host", host, "--port", String(port), "--chain-id", String(LOCAL_CHAIN_ID)],
    ...state,
  ]);
  const complaint = collect(anvil);
  try {
    const address = await untilListening(anvil);
    log?.info({ address }, "chain ready");
    return { url: urlOf(address), close: () => stop(anvil) };
  } catch (cause) {
    await stop(anvil);
    if (/address already in use/i.test(complaint())) {
      throw new PortInUseError(port, "--port-chain", cause);
    }
    throw new LocalStackError(`The local chain does not start: ${complaint() || cause}`, { cause });
  }
}

/** From an address as anvil writes it: `127.0.0.1:8545`, `[::1]:8545`. */
function urlOf(address: string): string {
  const at = address.lastIndexOf(":");
  return reachableUrl(address.slice(0, at).replace(/^\[|\]$/g, ""), Number(address.slice(at + 1)));
}

/** What anvil said on its standard error so far. */
function collect(anvil: ChildProcess): () => string {
  let text = "";
  anvil.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text = `${text}${chunk}`.slice(-2_000);
  });
  return () => text.trim();
}

async function untilListening(anvil: ChildProcess): Promise<string> {
  if (!anvil.stdout) throw new Error("anvil's output is not piped");
  const lines = createInterface({ input: anvil.stdout });
  const said = new Promise<string>((resolve) => {
    // Read to the end: anvil reports each call, and a full pipe would stop it.
    lines.on("line", (line) => {
      const address = /^Listening on (\S+)$/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
  const ended = once(anvil, "close").then(() => {
    throw new Error("anvil ended before it listened");
  });
  const late = AbortSignal.timeout(START_WITHIN_MS);
  const isLate = once(late, "abort").then(() => {
    throw new Error(`anvil did not listen within ${START_WITHIN_MS} ms`);
  });
  return Promise.race([said, ended, isLate]);
}

/** Resolves when anvil has written what it keeps, and is gone. */
async function stop(anvil: ChildProcess): Promise<void> {
  if (anvil.exitCode !== null || anvil.signalCode !== null) return;
  const exited = once(anvil, "exit");
  anvil.stdin?.end();
  await exited;
}
