import type { ServerResponse } from "node:http";

type Callback = (error?: Error | null) => void;
type Written = [chunk?: unknown, encoding?: unknown, callback?: unknown];

/**
 * From now on nothing of what is answered leaves. `then` is called when the answer has ended, with a response
 * that is as before and may be answered otherwise.
 */
export function loseAnswer(response: ServerResponse, then: () => void): void {
  const before = new Set(response.getHeaderNames());
  const { writeHead, write, end } = response;
  const lost = {
    writeHead: () => response,
    write: (...given: Written) => {
      callbackOf(given)?.();
      return true;
    },
    end: (...given: Written) => {
      Object.assign(response, { writeHead, write, end });
      for (const name of response.getHeaderNames()) {
        if (!before.has(name)) response.removeHeader(name);
      }
      then();
      callbackOf(given)?.();
      return response;
    },
  };
  Object.assign(response, lost);
}

/** Breaks the connection as soon as so many bytes of the body have left. An answer that has no more is whole. */
export function breakOff(response: ServerResponse, afterBytes: number): void {
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  let left = afterBytes;
  /** Whether these bytes may go on; otherwise those that may have gone, and no others will. */
  const mayPass = (bytes: Buffer): boolean => {
    if (bytes.length <= left) {
      left -= bytes.length;
      return true;
    }
    if (left >= 0) write(bytes.subarray(0, left), () => response.destroy());
    left = -1;
    return false;
  };
  Object.assign(response, {
    write: (...given: Written) => {
      const bytes = bytesOf(given);
      const callback = callbackOf(given);
      if (mayPass(bytes)) return write(bytes, callback);
      callback?.();
      return true;
    },
    end: (...given: Written) => {
      const bytes = bytesOf(given);
      if (left >= 0 && mayPass(bytes)) end(bytes, callbackOf(given));
      return response;
    },
  });
}

function callbackOf(given: Written): Callback | undefined {
  return given.find((each): each is Callback => typeof each === "function");
}

function bytesOf([chunk, encoding]: Written): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  if (typeof chunk !== "string") return Buffer.alloc(0);
  return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
}
