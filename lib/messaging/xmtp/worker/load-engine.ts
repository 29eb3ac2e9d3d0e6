import init from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";

/** Decompressed size of the engine in @xmtp/wasm-bindings 1.11.0: servers compress without a length. */
export const ENGINE_BYTES = 12_759_225;

// The package exports no path to its binary; the bundler turns this into one hashed file.
const ENGINE_URL = new URL(
  "../../../../node_modules/@xmtp/wasm-bindings/dist/bindings_wasm_bg.wasm",
  import.meta.url,
);

/**
 * Loads and compiles the engine; `onBytes` tells how much has come.
 *
 * One request, compiled while it arrives. Counting the bytes costs the browser's cache of
 * compiled code, which is worth little here: functions are compiled when they are first called.
 */
export async function loadEngine(onBytes: (loadedBytes: number) => void): Promise<void> {
  try {
    const response = await fetch(ENGINE_URL);
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const counted = new Response(response.body.pipeThrough(byteCounter(onBytes)), {
      headers: { "content-type": "application/wasm" },
    });
    await init({ module_or_path: counted });
  } catch (cause) {
    throw new ParleyError("xmtp.engine", "The engine could not be loaded", { cause });
  }
}

/** Tells at most this often: each time is a message to the page, and a rendering there. */
const TELL_EVERY_MS = 50;

/** Tells how many bytes came, now and then and at the end. */
function byteCounter(onBytes: (loadedBytes: number) => void) {
  let loadedBytes = 0;
  let toldAtMs = 0;
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      loadedBytes += chunk.length;
      const nowMs = performance.now();
      if (nowMs - toldAtMs >= TELL_EVERY_MS || loadedBytes === ENGINE_BYTES) {
        toldAtMs = nowMs;
        onBytes(loadedBytes);
      }
      controller.enqueue(chunk);
    },
  });
}
