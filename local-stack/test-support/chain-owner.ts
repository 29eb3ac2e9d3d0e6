/** A process that starts a chain, tells where, and waits to be killed. */
import { findAnvil } from "../chain/anvil-program.ts";
import { startChain } from "../chain/start-chain.ts";

const { url } = await startChain({
  program: findAnvil() ?? "anvil is not installed",
  host: "127.0.0.1",
  port: 0,
});
process.send?.(url);
setInterval(() => undefined, 60_000);
