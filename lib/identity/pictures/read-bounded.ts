import { ParleyError } from "@/lib/errors/base.ts";

const TIMEOUT_MS = 10_000;

/**
 * What is at a URL, up to `maxBytes`. Its server learns that somebody asked, from where and with
 * which browser: no cookie, no page's address, and nothing that an earlier answer left behind.
 *
 * Fails with `picture.unreachable` (also where the server lets no other site read it, CORS) and
 * `picture.too-large`.
 */
export async function readBounded(url: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, {
      mode: "cors",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      // A stored answer's ETag would be sent back, and tell who asks again.
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new ParleyError("picture.unreachable", `The server answered ${response.status}`);
    }
    return await collect(response, maxBytes);
  } catch (cause) {
    if (cause instanceof ParleyError) throw cause;
    throw new ParleyError("picture.unreachable", "The server did not answer", { cause });
  }
}

/** The announced length is a promise; what counts is what comes. */
async function collect({ body }: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw new ParleyError("picture.too-large", "The server sends more than is taken");
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
