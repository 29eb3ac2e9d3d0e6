import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import init from "@xmtp/wasm-bindings";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import type { OpenedClient } from "@/lib/messaging/ports/open-client.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { type EngineStorage, openEngine } from "@/lib/messaging/xmtp/engine/open-engine.ts";
import { steadfastFetch } from "@/lib/messaging/xmtp/engine/steadfast-fetch.ts";

let loading: Promise<unknown> | undefined;

type Sign = (text: string) => Promise<WalletSignature>;

const accounts = new Map<Address, Sign>();

/** Where a test's node and history server listen. */
export type TestNetwork = { apiUrl: string; historyUrl: string };

/** Signs as an account that joined or will join. */
export async function signAs(address: Address, text: string): Promise<WalletSignature> {
  const sign = accounts.get(address);
  if (!sign) throw new Error("Nobody here signs as that account");
  return sign(text);
}

/** Makes an account known to `signAs`. */
export function addAccount(address: Address, sign: Sign): Address {
  accounts.set(address, sign);
  return address;
}

/** A new account with a key, to sign with. */
export function newAccount(): Address {
  const key = privateKeyToAccount(generatePrivateKey());
  return addAccount(parseAddress(key.address), async (text) => ({
    kind: "eoa",
    signature: await key.signMessage({ message: text }),
  }));
}

/** Opens the client of an account, as the app does, with a database in memory. */
export async function openWithEngine(
  network: TestNetwork,
  address: Address,
): Promise<OpenedClient> {
  loading ??= loadEngine();
  await loading;
  return openEngine({ env: "local", ...network }, inMemory, { address });
}

/** A registered client; of a new account unless one is given. */
export async function joinWithEngine(
  network: TestNetwork,
  address: Address = newAccount(),
): Promise<XmtpClient> {
  const opened = await openWithEngine(network, address);
  if (opened.kind === "ready") return opened.client;
  if (opened.kind === "full") throw new Error("No room for another installation");
  return opened.register(await signAs(address, opened.signatureText));
}

async function loadEngine(): Promise<void> {
  // As the worker does.
  globalThis.fetch = steadfastFetch(globalThis.fetch);
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
