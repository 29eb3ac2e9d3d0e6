/** Reads one file that goes to another device, and counts it over meanwhile. */

import { HEAD_BYTES } from "../core/limits.ts";
import { countingReader } from "./read-file.ts";
import type { ReadNews, ReadOrder } from "./read-protocol.ts";

let reader: ReturnType<typeof countingReader> | undefined;
/** One after the other: what is counted is counted in its order. */
let turn: Promise<void> = Promise.resolve();

async function answer(order: ReadOrder): Promise<void> {
  if (!reader) return;
  const { turn } = order;
  try {
    if (order.kind === "read") {
      const bytes = await reader.read(order.offset, order.length);
      return postMessage({ turn, kind: "bytes", bytes } satisfies ReadNews, {
        transfer: [bytes.buffer],
      });
    }
    const hash = await (order.kind === "head" ? reader.head(HEAD_BYTES) : reader.digest());
    postMessage({ turn, kind: "hash", hash } satisfies ReadNews);
  } catch {
    postMessage({ turn, kind: "failed" } satisfies ReadNews);
  }
}

addEventListener("message", ({ data }: MessageEvent<Blob | ReadOrder>) => {
  if (data instanceof Blob) reader = countingReader(data);
  else turn = turn.then(() => answer(data));
});
