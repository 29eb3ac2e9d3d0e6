import { ParleyError } from "@/lib/errors/base.ts";
import type { Pull } from "./byte-reader.ts";
import { SourceAway, SourceHasNot, SourceTooLarge } from "./source-failure.ts";

/** How long a source may bring next to nothing. */
export type Patience = { withinMs: number; leastBytes: number };

export type WatchedRequest = {
  url: string;
  accept?: string;
  /** Whether it may send elsewhere. */
  redirect: "follow" | "error";
  patience: Patience;
  /** What comes at most. */
  maxBytes: number;
  signal: AbortSignal;
};

export type WatchedAnswer = {
  pull: Pull;
  /** So many bytes of what was asked for have come; what else comes keeps nobody patient. */
  onFlow: (bytes: number) => void;
  announcedBytes: number | undefined;
};

/**
 * Asks a server for bytes, as a stranger: no cookie, no page's address, nothing that an earlier answer
 * left behind. Hangs up as soon as it is too slow, or sends too much.
 */
export async function watchedFetch<Result>(
  { url, accept, redirect, patience, maxBytes, signal }: WatchedRequest,
  use: (answer: WatchedAnswer) => Promise<Result>,
): Promise<Result> {
  const hangUp = new AbortController();
  const watch = watchFlow(patience, () => hangUp.abort(new SourceAway("Too slow")));
  const ending = AbortSignal.any([signal, hangUp.signal]);
  try {
    const response = await fetch(url, {
      mode: "cors",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      // A kept answer would be a kept lie; and its ETag would tell who asks again.
      cache: "no-store",
      redirect,
      signal: ending,
      ...(accept && { headers: { accept } }),
    });
    mustHaveIt(response);
    const announcedBytes = lengthOf(response);
    if (announcedBytes !== undefined && announcedBytes > maxBytes)
      throw new SourceTooLarge("It announces more than is taken");
    const reader = response.body?.getReader();
    let total = 0;
    const pull: Pull = async () => {
      const next = await reader?.read();
      if (!next || next.done) {
        watch.end();
        return undefined;
      }
      total += next.value.length;
      if (total > maxBytes) throw new SourceTooLarge("It sends more than is taken");
      return next.value;
    };
    return await use({ pull, announcedBytes, onFlow: watch.flowed });
  } catch (error) {
    signal.throwIfAborted();
    throw toFailure(hangUp.signal.aborted ? hangUp.signal.reason : error);
  } finally {
    watch.end();
    // Whatever it still sends is not read.
    hangUp.abort();
  }
}

function mustHaveIt({ status, ok }: Response): void {
  if (ok) return;
  const failure = [404, 410, 451].includes(status) ? SourceHasNot : SourceAway;
  throw new failure(`It answered ${status}`);
}

function lengthOf({ headers }: Response): number | undefined {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  return Number.isFinite(length) ? length : undefined;
}

/** A connection that breaks fails in the browser's own words. */
function toFailure(error: unknown): unknown {
  if (
    error instanceof ParleyError ||
    !(error instanceof TypeError || error instanceof DOMException)
  )
    return error;
  return new SourceAway("It does not answer", { cause: error });
}

/** How often in that time it is looked. */
const LOOKS = 5;

/** Tells when so much did not come in that time. */
function watchFlow({ withinMs, leastBytes }: Patience, onSlow: () => void) {
  let bytes = 0;
  let looksInVain = 0;
  const timer = setInterval(() => {
    looksInVain = bytes < leastBytes ? looksInVain + 1 : 0;
    if (looksInVain === 0) bytes = 0;
    if (looksInVain >= LOOKS) onSlow();
  }, withinMs / LOOKS);
  return {
    flowed: (count: number) => {
      bytes += count;
    },
    end: () => clearInterval(timer),
  };
}
