import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type Libxmtp = typeof import("@xmtp/wasm-bindings");

/**
 * libxmtp's WASM bindings, started. They are made for browsers and would fetch their `.wasm` by
 * URL, which Node's fetch cannot do for files; so they get the bytes.
 */
export async function loadLibxmtp(): Promise<Libxmtp> {
  const libxmtp = await import("@xmtp/wasm-bindings");
  const entry = createRequire(import.meta.url).resolve("@xmtp/wasm-bindings");
  const bytes = readFileSync(join(dirname(entry), "bindings_wasm_bg.wasm"));
  // Compiled in one go, it takes 15 MB less than through the asynchronous way.
  libxmtp.initSync({ module: new WebAssembly.Module(bytes) });
  return libxmtp;
}
