import type { Logger } from "pino";
import { NotUnderstoodError } from "./errors.ts";

/** The ports of every official SDK's `local` environment, and where every tool expects a local chain. */
export const STANDARD_PORTS = {
  grpcWeb: 5557,
  grpc: 5556,
  history: 5558,
  chain: 8545,
  // No standard: next to the others, and out of the way of a Kubo, which has 5001 and 8080.
  ipfsRpc: 5559,
  ipfsGateway: 5560,
  control: 5561,
} as const;

export type Ports = Record<keyof typeof STANDARD_PORTS, number>;

const FREE_PORTS: Ports = {
  ...{ grpcWeb: 0, grpc: 0, history: 0, chain: 0 },
  ...{ ipfsRpc: 0, ipfsGateway: 0, control: 0 },
};

/** How far one subscriber may fall behind before its stream is ended. */
export type QueueLimits = { maxMessages: number; maxBytes: number };

export type LocalStackOptions = {
  /** Interface to listen on: `127.0.0.1` unless given. The node knows no authentication. */
  host?: string;
  /**
   * Interface for what only this machine is to reach, whatever `host` is: the control port and the RPC of
   * the IPFS node, where whoever reaches them may do everything. `127.0.0.1` unless given.
   */
  controlHost?: string;
  /**
   * {@link STANDARD_PORTS} unless given; 0 takes any free port, see `urls` for which, and `"free"` does for
   * all: stacks of several tests run beside each other.
   */
  ports?: Partial<Ports> | "free";
  /** Folder for everything that is kept, or `:memory:` (the default). */
  data?: string;
  /**
   * Folder for snapshots: `snapshots` in the one for data unless given, or without that one a folder of
   * this process alone, gone at its end.
   */
  snapshots?: string;
  /** Whether to run a chain (anvil) beside the network: true unless given. */
  chain?: boolean;
  /**
   * Whether the chain may have faults: its URL is then that of a port of this process, by which everything
   * passes on to anvil. False unless given, and it costs nothing then.
   */
  chainFaults?: boolean;
  /** Whether to run an IPFS node beside it: false unless given. */
  ipfs?: boolean;
  /**
   * Whether to answer what is asked about the stack itself (status, its end) on a port of its own:
   * false unless given; the command line has it.
   */
  control?: boolean;
  /** How much the IPFS node keeps at most: 10 GiB unless given. */
  maxIpfsBytes?: number;
  /**
   * JSON-RPC endpoints by CAIP-2 id, by which contract wallets' signatures are verified; those of
   * the local chain are, without being named. One for `eip155:31337` takes its place.
   */
  chainRpcUrls?: Readonly<Record<string, string>>;
  /** 10,000 messages or 64 MiB unless given. */
  queueLimits?: Partial<QueueLimits>;
  /** Largest archive that the history server takes: 512 MiB unless given. */
  maxHistoryBytes?: number;
  /** Where structured logs go; nowhere unless given. */
  logger?: Logger;
};

export type CompleteOptions = Required<
  Omit<LocalStackOptions, "ports" | "queueLimits" | "logger" | "snapshots">
> & {
  snapshots: string | undefined;
  ports: Ports;
  queueLimits: QueueLimits;
};

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const MAX_PORT = 65_535;
const CAIP_2 = /^eip155:\d+$/;

/**
 * The options with every default filled in. Throws {@link NotUnderstoodError} naming what is wrong.
 * Checked by hand: a schema library would be a tenth of the node's memory.
 */
export function completeOptions(given: LocalStackOptions): CompleteOptions {
  const options: CompleteOptions = {
    host: given.host ?? "127.0.0.1",
    controlHost: given.controlHost ?? "127.0.0.1",
    ports: given.ports === "free" ? FREE_PORTS : { ...STANDARD_PORTS, ...given.ports },
    data: given.data ?? ":memory:",
    snapshots: given.snapshots,
    chain: given.chain ?? true,
    chainFaults: given.chainFaults ?? false,
    ipfs: given.ipfs ?? false,
    control: given.control ?? false,
    maxIpfsBytes: given.maxIpfsBytes ?? 10 * GIB,
    chainRpcUrls: given.chainRpcUrls ?? {},
    queueLimits: { maxMessages: 10_000, maxBytes: 64 * MIB, ...given.queueLimits },
    maxHistoryBytes: given.maxHistoryBytes ?? 512 * MIB,
  };
  for (const [name, port] of Object.entries(options.ports)) requirePort(`ports.${name}`, port);
  for (const [chain, url] of Object.entries(options.chainRpcUrls)) requireChain(chain, url);
  requireInterface("host", options.host);
  requireInterface("controlHost", options.controlHost);
  expect("data", options.data !== "", "name a folder, or :memory:");
  requirePositive("queueLimits.maxMessages", options.queueLimits.maxMessages);
  requirePositive("queueLimits.maxBytes", options.queueLimits.maxBytes);
  requirePositive("maxHistoryBytes", options.maxHistoryBytes);
  requirePositive("maxIpfsBytes", options.maxIpfsBytes);
  return options;
}

function requirePort(name: string, port: number): void {
  const isPort = Number.isInteger(port) && port >= 0 && port <= MAX_PORT;
  expect(name, isPort, `a port is a whole number from 0 to ${MAX_PORT}`);
}

function requireInterface(name: string, host: string): void {
  expect(name, host !== "", "name an interface, for example 127.0.0.1");
}

function requireChain(chain: string, url: string): void {
  expect("chainRpcUrls", CAIP_2.test(chain), `write a chain as eip155:1, not ${chain}`);
  expect(`chainRpcUrls.${chain}`, URL.canParse(url), "that is not a URL");
}

function requirePositive(name: string, value: number): void {
  expect(name, Number.isSafeInteger(value) && value > 0, "a whole number above 0 is needed");
}

function expect(name: string, holds: boolean, why: string): void {
  if (!holds) throw new NotUnderstoodError(`Option ${name}: ${why}.`);
}
