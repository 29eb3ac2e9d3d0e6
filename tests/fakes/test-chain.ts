import { findAnvil } from "@/local-stack/chain/anvil-program.ts";
import { type LocalChain, startChain } from "@/local-stack/chain/start-chain.ts";

/** A local chain of a test's own, on a port of its own unless one is given; forgotten at the end. */
export function startTestChain(port = 0): Promise<LocalChain> {
  return startChain({ program: findAnvil() ?? "anvil is missing", host: "127.0.0.1", port });
}
