import type { Child } from "../../../scripts/launch/child.ts";
import { freePorts } from "../../../scripts/launch/ports.ts";
import { launchStack, type StackOptions } from "../../../scripts/launch/stack.ts";

/**
 * The local XMTP network of a test run and its IPFS node, in a process of its own so that it can die as processes
 * do. It comes back on the same ports with the same data.
 */
export type Network = {
  readonly ports: StackOptions["ports"];
  /** The way a service is stopped. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Resolves when it serves; does nothing while it runs. */
  start(): Promise<void>;
};

/** Starts a network on free ports that keeps its data in `dataDir`; its own chain unless one is named. */
export async function startNetwork(
  dataDir: string,
  chains: StackOptions["chains"] = [],
): Promise<Network> {
  const [grpcWeb = 0, grpc = 0, history = 0, chain = 0, ipfsRpc = 0, ipfsGateway = 0] =
    await freePorts(6);
  const ports = { grpcWeb, grpc, history, chain, ipfsRpc, ipfsGateway };
  let child: Child | undefined;
  const end = async (how: "stop" | "kill") => {
    const ending = child;
    child = undefined;
    await ending?.[how]();
  };
  const start = async () => {
    child ??= (await launchStack({ ports, dataDir, chains, ipfs: true })).child;
  };
  await start();
  return { ports, start, stop: () => end("stop"), kill: () => end("kill") };
}
