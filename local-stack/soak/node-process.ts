import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../cli.mjs", import.meta.url));
const PORTS = ["grpc-web", "grpc", "history", "control"] as const;

export type NodeUrls = Record<(typeof PORTS)[number], string>;

/** A stack in a process of its own that keeps its ports over being killed, and its data where `data` is a folder. */
export class NodeProcess {
  readonly urls: NodeUrls;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(ports: readonly number[], data: string) {
    process.once("exit", () => this.#child?.kill("SIGKILL"));
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => process.exit(1));
    const urlAt = (place: number) => `http://127.0.0.1:${ports[place]}`;
    this.urls = Object.fromEntries(PORTS.map((name, place) => [name, urlAt(place)])) as NodeUrls;
    const portArgs = PORTS.flatMap((name, place) => [`--port-${name}`, String(ports[place])]);
    this.#args = [
      "up",
      ...portArgs,
      "--no-chain",
      "--json",
      "--log-level",
      "fatal",
      "--data",
      data,
    ];
  }

  /** Resolves when the stack answers. */
  static async start(data: string): Promise<NodeProcess> {
    const node = new NodeProcess(await freePorts(PORTS.length), data);
    await node.start();
    return node;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [CLI, ...this.#args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    const ended = once(child, "exit").then(([code, signal]) => {
      throw new Error(`The stack ended with ${code ?? signal}.`);
    });
    await Promise.race([once(child.stdout, "data"), ended]);
    ended.catch(() => {});
  }

  /** Ends it as a power cut does, as far as its process goes. */
  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  /** Of the process that runs now; another one after each start. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Megabytes that it has resident; undefined where the system does not say. */
  residentMb(): number | undefined {
    const file = `/proc/${this.pid}/status`;
    if (!existsSync(file)) return undefined;
    // One that has just been killed is still there, and has nothing.
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  }
}

/** Ports that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
