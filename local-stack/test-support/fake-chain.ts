import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export type FakeChain = { url: string; verdict: boolean; close(): Promise<void> };

const BLOCK_NUMBER = "0x10";

/** A JSON-RPC endpoint whose contract wallets all say `verdict` to any signature. */
export async function startFakeChain(verdict: boolean): Promise<FakeChain> {
  const chain = { verdict, url: "", close: async () => {} };
  const server = createServer(async (request, response) => {
    const { id, method } = (await json(request)) as { id: number; method: string };
    const results: Record<string, string> = {
      eth_blockNumber: BLOCK_NUMBER,
      eth_call: chain.verdict ? "0x01" : "0x00",
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id, result: results[method] ?? "0x" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  chain.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  chain.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return chain;
}
