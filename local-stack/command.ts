import { parseArgs } from "node:util";
import { pino } from "pino";
import { LocalStackError } from "./errors.ts";
import { keepWasmSmall } from "./keep-wasm-small.ts";
import { STANDARD_PORTS } from "./options.ts";
import { type LocalStack, startLocalStack } from "./start-local-stack.ts";

const HELP = `parley-local-stack: an XMTP network and a chain on this machine

  parley-local-stack up [options]     start it; Ctrl-C stops it

Any XMTP app whose environment is "local" works against it: the ports below are
those that every official SDK expects.

  --port-grpc-web N   gRPC-web, for browsers; also GET /health   (${STANDARD_PORTS.grpcWeb})
  --port-grpc N       gRPC, for native SDKs                      (${STANDARD_PORTS.grpc})
  --port-history N    history server, for device sync            (${STANDARD_PORTS.history})
                      0 takes any free port
  --port-chain N      local chain (anvil, JSON-RPC)              (${STANDARD_PORTS.chain})
  --ipfs              run an IPFS node too
  --port-ipfs-rpc N   its RPC, as Kubo's: for servers alone      (${STANDARD_PORTS.ipfsRpc})
  --port-ipfs-gateway N  its gateway, for everybody              (${STANDARD_PORTS.ipfsGateway})
  --host ADDRESS      interface to listen on                     (127.0.0.1)
  --data DIR          keep everything in this folder;            (:memory:)
                      :memory: forgets it at the end
  --no-chain          run no chain of its own
  --chain-rpc ID=URL  verify contract wallets of another chain there, for example
                      eip155:8453=https://base.example.org; can be repeated
  --log-level LEVEL   trace, debug, info, warn, error, silent    (info)
  --json              print one line of JSON when ready: {"urls":{…}}
  --help              this text

Examples
  parley-local-stack up
  parley-local-stack up --data .parley/network --log-level debug
  parley-local-stack up --port-grpc-web 0 --port-grpc 0 --port-history 0 --port-chain 0 --json
`;

const USAGE_ERROR = 2;

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      "port-grpc-web": { type: "string" },
      "port-grpc": { type: "string" },
      "port-history": { type: "string" },
      "port-chain": { type: "string" },
      "port-ipfs-rpc": { type: "string" },
      "port-ipfs-gateway": { type: "string" },
      "no-chain": { type: "boolean", default: false },
      ipfs: { type: "boolean", default: false },
      host: { type: "string" },
      data: { type: "string" },
      "chain-rpc": { type: "string", multiple: true },
      "log-level": { type: "string", default: "info" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
}

type Flags = ReturnType<typeof parse>["values"];

/** A port number; what is not one is left for the options' check to name. */
function portOf(text: string | undefined, standard: number): number {
  return text === undefined ? standard : Number(text);
}

function chainRpcUrlsOf(pairs: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 0) throw new LocalStackError(`--chain-rpc ${pair}: write CHAIN=URL.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function up(flags: Flags): Promise<void> {
  const logger = pino({ level: flags["log-level"] }, pino.destination(2));
  const stack = await startLocalStack({
    ports: {
      grpcWeb: portOf(flags["port-grpc-web"], STANDARD_PORTS.grpcWeb),
      grpc: portOf(flags["port-grpc"], STANDARD_PORTS.grpc),
      history: portOf(flags["port-history"], STANDARD_PORTS.history),
      chain: portOf(flags["port-chain"], STANDARD_PORTS.chain),
      ipfsRpc: portOf(flags["port-ipfs-rpc"], STANDARD_PORTS.ipfsRpc),
      ipfsGateway: portOf(flags["port-ipfs-gateway"], STANDARD_PORTS.ipfsGateway),
    },
    chain: !flags["no-chain"],
    ipfs: flags.ipfs,
    ...(flags.host !== undefined && { host: flags.host }),
    ...(flags.data !== undefined && { data: flags.data }),
    chainRpcUrls: chainRpcUrlsOf(flags["chain-rpc"]),
    logger,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stack.close());
  announce(stack, flags.json);
  stack.warm.catch((error: Error) => {
    console.error(`libxmtp does not start, so no identity can be judged: ${error.message}`);
    process.exitCode = 1;
    return stack.close();
  });
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
  IPFS gateway         ${urls.ipfsGateway ?? "none"}`);
  }
}

async function main(args: string[]): Promise<number> {
  const { values: flags, positionals } = parse(args);
  const [command, ...rest] = positionals;
  if (flags.help || command === undefined) {
    console.log(HELP);
    return flags.help ? 0 : USAGE_ERROR;
  }
  if (command !== "up" || rest.length > 0) {
    throw new LocalStackError(`Unknown command: ${positionals.join(" ")}. Try --help.`);
  }
  await up(flags);
  return 0;
}

function isUsageError(error: unknown): error is Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_PARSE_ARGS");
}

/** Runs the command line; the process then lives as long as the stack it started. */
export async function runCommand(args: string[]): Promise<void> {
  keepWasmSmall();
  try {
    process.exitCode = await main(args);
  } catch (error) {
    if (!(error instanceof LocalStackError) && !isUsageError(error)) throw error;
    console.error(error.message);
    process.exitCode = isUsageError(error) ? USAGE_ERROR : 1;
  }
}
