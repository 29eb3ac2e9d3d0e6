import { type IncomingMessage, request } from "node:http";

/** The one that was asked took the connection and said nothing in time. */
export class SilenceError extends Error {
  override readonly name = "SilenceError";
}

export type PatientRequest = {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  signal?: AbortSignal;
  /** How long the head of the answer may take, in milliseconds; as long as it likes unless given. */
  answerWithinMs?: number;
};

/**
 * The answer to a request over HTTP/1.1, when its head is there. `fetch` gives up after five minutes in which
 * nothing comes; this waits as long as the connection lasts, which a long restart and a quiet log need.
 * Rejects with {@link SilenceError}, or Node's error.
 */
export function requestPatiently(
  url: URL,
  { method = "GET", headers: given = {}, body = "", signal, answerWithinMs }: PatientRequest = {},
): Promise<IncomingMessage> {
  // Node leaves it out for DELETE, and the body would be taken for another request.
  const headers = { ...given, "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false, ...(signal && { signal }) });
    const giveUp = () => void sent.destroy(new SilenceError());
    const timer = answerWithinMs === undefined ? undefined : setTimeout(giveUp, answerWithinMs);
    sent.on("response", resolve).on("error", reject);
    for (const end of ["response", "close"]) sent.once(end, () => clearTimeout(timer));
    sent.end(body);
  });
}
