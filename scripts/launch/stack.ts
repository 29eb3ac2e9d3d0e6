import { once } from "node:events";
import path from "node:path";
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
};

/** Starts the local XMTP network as a process of its own. Resolves when it serves. */
export function launchStack({ ports, dataDir, chains, ipfs }: StackOptions): Promise<Child> {
  const child = startChild({
    name: "The local XMTP network",
    script: new URL("../../local-stack/cli.mjs", import.meta.url),
    args: [
      "up",
      "--json",
      // Several of them may run on one machine, and each has its own ports for the rest.
      "--no-control",
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
  // With --json the one line on standard output says that it serves; logs go to the other.
  return untilReady(child, once(child.process.stdout, "data"));
}
