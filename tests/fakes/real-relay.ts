import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const CONFIGURATION = path.resolve(import.meta.dirname, "../../deploy/coturn/turnserver.conf");
const READY_WITHIN_MS = 20_000;

/** Debian's coturn, or whatever `PATH` has; undefined where there is none. */
export function whereTurnserverIs(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin", "/usr/sbin"];
  return folders.map((folder) => path.join(folder, "turnserver")).find(existsSync);
}

export type RelayPlace = {
  program: string;
  address: string;
  port: number;
  tlsPort: number;
  secret: string;
  /** Without one there is no TLS. */
  certificate?: { cert: string; key: string };
  /** What goes before the program, as `ip netns exec NAME`. */
  wrapper?: readonly string[];
};

export type RealRelay = { close(): Promise<void> };

/**
 * The real relay with the configuration of deploy/coturn: only what depends on the machine is said by
 * options. Resolves when it listens.
 */
export async function startRealRelay(place: RelayPlace): Promise<RealRelay> {
  const folder = await mkdtemp(path.join(tmpdir(), "parley-relay-"));
  const { address, certificate, secret } = place;
  const options = {
    "listening-ip": address,
    "relay-ip": address,
    "listening-port": place.port,
    "tls-listening-port": place.tlsPort,
    "static-auth-secret": secret,
    realm: "parley.test",
    pidfile: path.join(folder, "pid"),
    userdb: path.join(folder, "users"),
    ...(certificate && { cert: certificate.cert, pkey: certificate.key }),
  };
  const [program = "", ...args] = [
    ...(place.wrapper ?? []),
    place.program,
    "-c",
    CONFIGURATION,
    ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
  ];
  const relay = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], cwd: folder });
  const close = async () => {
    if (relay.exitCode === null && relay.signalCode === null) {
      const exited = once(relay, "exit");
      relay.kill("SIGKILL");
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilListening(relay, place);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

/** It says nothing of being ready, by our configuration: the sockets of its namespace do. */
async function untilListening(relay: ChildProcess, { port, wrapper = [] }: RelayPlace) {
  let said = "";
  for (const stream of [relay.stdout, relay.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said += chunk;
    });
  }
  const failed = new Promise<never>((_, reject) => {
    relay.once("error", reject);
    relay.once("exit", () => reject(new Error(`The relay ended before it was ready:\n${said}`)));
  });
  failed.catch(() => undefined);
  const untilMs = performance.now() + READY_WITHIN_MS;
  while (!(await Promise.race([listens(port, wrapper), failed]))) {
    if (performance.now() > untilMs) throw new Error(`The relay listens on nothing:\n${said}`);
  }
}

/** Whether both a UDP and a TCP socket have that port, read from the tables of the kernel. */
async function listens(port: number, wrapper: readonly string[]): Promise<boolean> {
  const [program = "", ...args] = [...wrapper, "cat", "/proc/net/udp", "/proc/net/tcp"];
  const reading = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  let tables = "";
  reading.stdout.on("data", (chunk: Buffer) => {
    tables += chunk;
  });
  await once(reading, "close");
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")} `;
  const udp = new RegExp(`${local}\\S+ 07 `).test(tables);
  const tcp = new RegExp(`${local}\\S+ 0A `).test(tables);
  return udp && tcp;
}
