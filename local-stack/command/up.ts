import { pino } from "pino";
import type { Fault } from "../faults/core/fault.ts";
import { FaultSyntaxError, parseFaults } from "../faults/core/read-faults.ts";
import { type AwayParts, requireServed } from "../faults/core/require-served.ts";
import { keepWasmSmall } from "../keep-wasm-small.ts";
import { partsWithoutFaults } from "../open-parts.ts";
import { type Ports, STANDARD_PORTS } from "../options.ts";
import { type LocalStack, startLocalStack } from "../start-local-stack.ts";
import { defineCommand, refuseArguments, UsageError, wholeNumber } from "./command.ts";
import { stopSignals } from "./stop-signals.ts";

const PARTS = ["xmtp", "chain", "ipfs"] as const;
type Part = (typeof PARTS)[number];

const LOG_LEVELS = [...Object.keys(pino.levels.values), "silent"];
const MAX_PORT = 65_535;

/** What a port's option is called: `--port-grpc-web` for `grpcWeb`. */
const PORT_FLAGS = {
  grpcWeb: "port-grpc-web",
  grpc: "port-grpc",
  history: "port-history",
  chain: "port-chain",
  ipfsRpc: "port-ipfs-rpc",
  ipfsGateway: "port-ipfs-gateway",
  control: "port-control",
} as const satisfies Record<keyof Ports, string>;

const port = (says: string, standard: number) =>
  ({ type: "string", value: "N", says, otherwise: String(standard) }) as const;

export const up = defineCommand({
  usage: "[options]",
  about: `Starts the stack in this process and says where it answers. The ports are those that every
official SDK expects in its "local" environment. Network, history server and chain run unless
something else is chosen; an IPFS node runs where it is wanted. Everything is in memory and gone
at the end unless a folder is named.`,
  options: {
    only: {
      type: "string",
      value: "PARTS",
      says: "run these alone, for example xmtp,chain: xmtp (which has the history server), chain, ipfs",
    },
    "port-grpc-web": port("gRPC-web, for browsers; also GET /health", STANDARD_PORTS.grpcWeb),
    "port-grpc": port("gRPC, for native SDKs", STANDARD_PORTS.grpc),
    "port-history": port("history server, for device sync", STANDARD_PORTS.history),
    "port-chain": port("local chain (anvil, JSON-RPC)", STANDARD_PORTS.chain),
    "port-ipfs-rpc": port(
      "RPC of the IPFS node, as Kubo's: for servers alone",
      STANDARD_PORTS.ipfsRpc,
    ),
    "port-ipfs-gateway": port("its gateway, for everybody", STANDARD_PORTS.ipfsGateway),
    "port-control": port("where status, down and the others ask", STANDARD_PORTS.control),
    "free-ports": {
      type: "boolean",
      says: "take any free port for those that are not given, as 0 does",
    },
    ipfs: { type: "boolean", says: "run an IPFS node too" },
    "no-chain": { type: "boolean", says: "run no chain of its own" },
    "chain-faults": {
      type: "boolean",
      says: "let the chain have faults, by a port before it; those of --faults do so too",
    },
    "no-control": { type: "boolean", says: "open no control port" },
    host: {
      type: "string",
      value: "ADDRESS",
      says: "interface to listen on",
      otherwise: "127.0.0.1",
    },
    "control-host": {
      type: "string",
      value: "ADDRESS",
      says: "interface of the control port and of the IPFS node's RPC: others can do everything there",
      otherwise: "127.0.0.1",
    },
    data: {
      type: "string",
      value: "DIR",
      says: "keep everything in this folder",
      otherwise: ":memory:",
    },
    snapshots: {
      type: "string",
      value: "DIR",
      says: "where snapshots are; else they end with the stack, unless it keeps data",
    },
    "chain-rpc": {
      type: "string",
      multiple: true,
      value: "ID=URL",
      says: "verify contract wallets of another chain there; can be repeated",
    },
    faults: {
      type: "string",
      multiple: true,
      value: "FAULT",
      says: 'let this go wrong from the start, see "help faults"; can be repeated',
    },
    seed: { type: "string", value: "N", says: "for faults that happen by chance", otherwise: "1" },
    "log-level": {
      type: "string",
      default: "info",
      value: "LEVEL",
      says: LOG_LEVELS.join(", "),
      otherwise: "info",
    },
    json: { type: "boolean", says: 'print one line of JSON when ready: {"urls":{…}}' },
  },
  examples: [
    "up",
    "up --data .parley/network --log-level debug",
    "up --only xmtp --free-ports --json",
    'up --faults "latency ms=100 jitterMs=100" --faults "error chance=0.01"',
    "up --chain-rpc eip155:8453=https://base.example.org",
  ],
  async run({ flags, args }) {
    refuseArguments(args);
    const parts = partsOf(flags.only, flags);
    const chainRpcUrls = chainRpcUrlsOf(flags["chain-rpc"]);
    const [chain, ipfs] = [parts.has("chain"), parts.has("ipfs")];
    // Those of the chain bring its port along.
    const away = partsWithoutFaults({ chain, chainRpcUrls, ipfs, chainFaults: true });
    const faults = faultsOf(flags.faults, away);
    const seed = wholeNumber("--seed", flags.seed ?? "1");
    const level = flags["log-level"];
    if (!LOG_LEVELS.includes(level)) {
      throw new UsageError(`--log-level ${level}: the levels are ${LOG_LEVELS.join(", ")}.`);
    }
    keepWasmSmall();
    const stack = await startLocalStack({
      ports: portsOf(flags),
      chain,
      chainFaults: flags["chain-faults"] || faults.some(({ part }) => part === "chain"),
      ipfs,
      control: !flags["no-control"],
      ...(flags.host !== undefined && { host: flags.host }),
      ...(flags["control-host"] !== undefined && { controlHost: flags["control-host"] }),
      ...(flags.data !== undefined && { data: flags.data }),
      ...(flags.snapshots !== undefined && { snapshots: flags.snapshots }),
      chainRpcUrls,
      logger: pino({ level }, pino.destination(2)),
    });
    stack.faults.set(faults, { seed });
    for (const signal of stopSignals()) process.once(signal, () => stack.close());
    announce(stack, flags.json ?? false);
    stack.warm.catch((error: Error) => {
      console.error(`libxmtp does not start, so no identity can be judged: ${error.message}`);
      process.exitCode = 1;
      return stack.close();
    });
    return 0;
  },
});

function faultsOf(texts: readonly string[] = [], away: AwayParts): Fault[] {
  try {
    const faults = parseFaults(texts.join(";"));
    requireServed(faults, away);
    return faults;
  } catch (error) {
    throw error instanceof FaultSyntaxError ? new UsageError(error.message) : error;
  }
}

type PartFlags = { ipfs?: boolean | undefined; "no-chain"?: boolean | undefined };

/** What is to run. Without the network nothing else here has a purpose of its own. */
function partsOf(only: string | undefined, flags: PartFlags): ReadonlySet<Part> {
  if (only === undefined) {
    return new Set<Part>([
      "xmtp",
      ...(flags["no-chain"] ? [] : ["chain" as const]),
      ...(flags.ipfs ? ["ipfs" as const] : []),
    ]);
  }
  const overruled = (["ipfs", "no-chain"] as const).find((name) => flags[name]);
  if (overruled) {
    throw new UsageError(
      `--only says all that runs: leave out --${overruled}, or name parts there.`,
    );
  }
  const names = only.split(",").map((name) => name.trim());
  const strange = names.find((name) => !PARTS.some((part) => part === name));
  if (strange !== undefined) {
    throw new UsageError(`--only ${strange}: the parts are ${PARTS.join(", ")}.`);
  }
  if (!names.includes("xmtp")) throw new UsageError("--only: xmtp has to be among the parts.");
  return new Set(names as Part[]);
}

type PortFlags = { [Flag in (typeof PORT_FLAGS)[keyof Ports]]?: string | undefined } & {
  "free-ports"?: boolean | undefined;
};

function portsOf(flags: PortFlags): Partial<Ports> {
  const names = Object.keys(PORT_FLAGS) as (keyof Ports)[];
  return Object.fromEntries(
    names.map((name) => {
      const text = flags[PORT_FLAGS[name]];
      const standard = flags["free-ports"] ? 0 : STANDARD_PORTS[name];
      return [name, text === undefined ? standard : portOf(PORT_FLAGS[name], text)];
    }),
  );
}

function portOf(flag: string, text: string): number {
  const number = wholeNumber(`--${flag}`, text);
  if (number >= 0 && number <= MAX_PORT) return number;
  throw new UsageError(`--${flag} ${text}: a port is a number from 0 to ${MAX_PORT}.`);
}

function chainRpcUrlsOf(pairs: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 0) throw new UsageError(`--chain-rpc ${pair}: write CHAIN=URL.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function announce({ urls }: LocalStack, json: boolean): void {
  if (json) console.log(JSON.stringify({ urls }));
  else {
    console.log(`XMTP network ready
  browsers (gRPC-web)  ${urls.grpcWeb}
  native SDKs (gRPC)   ${urls.grpc}
  history server       ${urls.history}
  chain (JSON-RPC)     ${urls.chain ?? "none"}
  IPFS (Kubo's RPC)    ${urls.ipfsRpc ?? "none"}
  IPFS gateway         ${urls.ipfsGateway ?? "none"}
  control              ${urls.control ?? "none"}`);
  }
}
