import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import init from "@xmtp/wasm-bindings";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { XmtpClient } from "@/lib/messaging/ports.ts";
import { type EngineStorage, openEngine } from "@/lib/messaging/xmtp/engine/open-engine.ts";

let loading: Promise<unknown> | undefined;

/** The app's own engine adapter in Node, on libxmtp's WebAssembly, with a database in memory. */
export async function joinWithEngine(apiUrl: string): Promise<XmtpClient> {
  loading ??= loadEngine();
  await loading;
  const account = privateKeyToAccount(generatePrivateKey());
  const network = { env: "local", apiUrl } as const;
  const address = parseAddress(account.address);
  const opened = await openEngine(network, inMemory, { address });
  if (opened.kind === "ready") return opened.client;
  const signature = await account.signMessage({ message: opened.signatureText });
  return opened.register({ kind: "eoa", signature });
}

async function loadEngine(): Promise<void> {
  const entry = fileURLToPath(import.meta.resolve("@xmtp/wasm-bindings"));
  const bytes = await readFile(entry.replace(/bindings_wasm\.js$/, "bindings_wasm_bg.wasm"));
  await init({ module_or_path: bytes });
}

const inMemory: EngineStorage = {
  prepare: async () => undefined,
  path: () => null,
  exists: async () => true,
  close: async () => undefined,
};
