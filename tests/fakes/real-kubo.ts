import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { freePorts } from "../../scripts/launch/ports.ts";

/** A program, or one that runs already. */
export type KuboPlace = { program: string } | { rpcUrl: string };

/** By `TEST_IPFS_RPC_URL`, whose pins the tests leave behind; by `KUBO_PATH`; or `ipfs` in `PATH`. */
export function whereKuboIs(): KuboPlace | undefined {
  const { TEST_IPFS_RPC_URL: rpcUrl, KUBO_PATH: named, PATH = "" } = process.env;
  if (rpcUrl) return { rpcUrl: rpcUrl.replace(/\/$/, "") };
  if (named) return { program: named };
  const found = PATH.split(path.delimiter)
    .map((folder) => path.join(folder, "ipfs"))
    .find(isProgram);
  return found ? { program: found } : undefined;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export type RealKubo = { rpcUrl: string; gatewayUrl?: string; close(): Promise<void> };

const run = promisify(execFile);

/** Kubo with a repository of its own, on this machine alone: it knows nobody and asks nobody. */
export async function startRealKubo(
  place: KuboPlace,
  /** Before it starts; what must not be for a test is set back after it. */
  configure: (env: NodeJS.ProcessEnv) => Promise<void> = async () => undefined,
): Promise<RealKubo> {
  if ("rpcUrl" in place) return { rpcUrl: place.rpcUrl, close: async () => undefined };
  const folder = await mkdtemp(path.join(tmpdir(), "parley-kubo-"));
  const env = { ...process.env, IPFS_PATH: folder };
  const ipfs = (...args: string[]) => run(place.program, args, { env });
  const [rpc = 0, gateway = 0] = await freePorts(2);
  await ipfs("init", "--empty-repo");
  await configure(env);
  const own = {
    "Addresses.API": `/ip4/127.0.0.1/tcp/${rpc}`,
    "Addresses.Gateway": `/ip4/127.0.0.1/tcp/${gateway}`,
    "Addresses.Swarm": [],
    Bootstrap: [],
    "AutoConf.Enabled": false,
    "Routing.DelegatedRouters": [],
    "Ipns.DelegatedPublishers": [],
    "DNS.Resolvers": {},
  };
  for (const [name, value] of Object.entries(own)) {
    await ipfs("config", "--json", name, JSON.stringify(value));
  }
  const daemon = spawn(place.program, ["daemon", "--offline"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  await untilItSays(daemon, "Daemon is ready");
  return {
    rpcUrl: `http://127.0.0.1:${rpc}`,
    gatewayUrl: `http://127.0.0.1:${gateway}`,
    close: async () => {
      const exited = once(daemon, "exit");
      daemon.kill();
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

async function untilItSays(daemon: ChildProcess, word: string): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(word)) resolve();
    };
    daemon.stdout?.on("data", listen);
    daemon.stderr?.on("data", listen);
    daemon.once("error", reject);
    daemon.once("exit", () => reject(new Error(`Kubo ended before it was ready:\n${said}`)));
  });
}
