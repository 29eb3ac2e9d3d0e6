import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { ChainRpc } from "../../lib/config/settings.ts";
import { type Child, startChild, untilReady } from "./child.ts";

/** What the local XMTP network needs to know. */
export type StackOptions = {
  ports: {
    grpcWeb: number;
    grpc: number;
    history: number;
    chain: number;
    ipfsRpc: number;
    ipfsGateway: number;
  };
  /** Where its database and its log are; the same folder brings everything back. */
  dataDir: string;
  /** Where the signatures of smart wallets are checked, besides its own chain. */
  chains: readonly ChainRpc[];
  /** Whether an IPFS node comes along. */
  ipfs: boolean;
  /** The port of its inspector, and of what is asked about it; 0 takes any, and without one it has neither. */
  controlPort?: number;
};

/** A local XMTP network that serves. */
export type LaunchedStack = {
  child: Child;
  /** Where its inspector is, if it has one. */
  inspectorUrl?: string;
};

/** Starts the local XMTP network as a process of its own. Resolves when it serves. */
export async function launchStack(options: StackOptions): Promise<LaunchedStack> {
  const { ports, dataDir, chains, ipfs, controlPort } = options;
  const child = startChild({
    name: "The local XMTP network",
    script: new URL("../../local-stack/cli.mjs", import.meta.url),
    args: [
      "up",
      "--json",
      ...(controlPort === undefined ? ["--no-control"] : ["--port-control", String(controlPort)]),
      ...["--port-grpc-web", String(ports.grpcWeb)],
      ...["--port-grpc", String(ports.grpc)],
      ...["--port-history", String(ports.history)],
      ...["--port-chain", String(ports.chain)],
      ...(ipfs ? ["--ipfs"] : []),
      ...["--port-ipfs-rpc", String(ports.ipfsRpc)],
      ...["--port-ipfs-gateway", String(ports.ipfsGateway)],
      ...["--data", path.join(dataDir, "network")],
      ...chains.flatMap(({ chainId, rpcUrl }) => ["--chain-rpc", `eip155:${chainId}=${rpcUrl}`]),
    ],
    logFile: path.join(dataDir, "logs", "network.log"),
  });
  if (!child.process.stdout) throw new Error("the network's output is not piped");
  // With --json the one line on standard output says where it serves; logs go to the other.
  const said = once(createInterface({ input: child.process.stdout }), "line");
  await untilReady(child, said);
  const [line] = await said;
  const { control } = (JSON.parse(line) as { urls: { control?: string } }).urls;
  return { child, ...(control && { inspectorUrl: `http://localhost:${new URL(control).port}` }) };
}
