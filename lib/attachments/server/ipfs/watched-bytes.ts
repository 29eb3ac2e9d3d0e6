import { ParleyError } from "@/lib/errors/base.ts";

/** Bytes on their way to somebody who may stop taking them. */
export type WatchedBytes = {
  bytes: AsyncIterable<Uint8Array>;
  /** Ends the request when somebody says so, or when nothing happens any more. */
  signal: AbortSignal;
  sizeBytes(): number;
  /** Why the bytes themselves broke off, if they did: who sends them says something else. */
  failure(): { error: unknown } | undefined;
  end(): void;
};

/** Each chunk must be taken, and what comes after the last be answered, within `timeoutMs`. */
export function watchedBytes(
  source: AsyncIterable<Uint8Array>,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): WatchedBytes {
  const stop = new AbortController();
  let sizeBytes = 0;
  let failure: { error: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const pause = () => clearTimeout(timer);
  const wait = () => {
    pause();
    timer = setTimeout(() => {
      stop.abort(new ParleyError("archive.no-node", `the node took nothing for ${timeoutMs} ms`));
    }, timeoutMs);
  };

  async function* watch(): AsyncGenerator<Uint8Array> {
    try {
      // Whoever gives the bytes may take the time that they take.
      pause();
      for await (const chunk of source) {
        sizeBytes += chunk.length;
        wait();
        yield chunk;
        pause();
      }
      wait();
    } catch (error) {
      failure = { error };
      throw error;
    }
  }

  wait();
  return {
    bytes: watch(),
    signal: signal ? AbortSignal.any([stop.signal, signal]) : stop.signal,
    sizeBytes: () => sizeBytes,
    failure: () => failure,
    end: pause,
  };
}
