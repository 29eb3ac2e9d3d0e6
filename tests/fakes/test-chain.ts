import { findAnvil } from "@/local-stack/chain/anvil-program.ts";
import { type LocalChain, startChain } from "@/local-stack/chain/start-chain.ts";
import { startLocalStack } from "@/local-stack/index.ts";

/** A local chain of a test's own, on a port of its own unless one is given; forgotten at the end. */
export function startTestChain(port = 0): Promise<LocalChain> {
  return startChain({ program: findAnvil() ?? "anvil is missing", host: "127.0.0.1", port });
}

export type FaultyChain = {
  url: string;
  /** Breaks every connection to it, until `goUp`. */
  goDown(): Promise<void>;
  goUp(): Promise<void>;
  close(): Promise<void>;
};

/** The same, which goes away when the test says so. */
export async function startFaultyChain(): Promise<FaultyChain> {
  const { urls, faults, close } = await startLocalStack({ ports: "free", chainFaults: true });
  if (urls.chain === undefined) throw new Error("The stack has no chain");
  return {
    url: urls.chain,
    goDown: async () => faults.set("cut part=chain"),
    goUp: async () => faults.clear(),
    close,
  };
}
