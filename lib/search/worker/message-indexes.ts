import { ParleyError } from "@/lib/errors/base.ts";
import { unpackError } from "@/lib/errors/wire.ts";
import { eraseSegments } from "../local/indexed-segments.ts";
import type { IndexProgress, MessageIndex, MessageIndexes } from "../ports.ts";
import type { IndexReply, IndexRequest } from "./protocol.ts";

/** The slowest answer, of a large index on a slow device, takes a tenth of this. */
const ANSWERED_WITHIN_MS = 60_000;

/** What the page needs of a worker. */
export type IndexWorker = Pick<Worker, "postMessage" | "addEventListener" | "terminate">;

/** The indexes of this browser's inboxes, each in a worker of its own while it is open. */
export function messageIndexes(networkName: string, start = startWorker): MessageIndexes {
  return {
    async open(inboxId, { temporary = false } = {}) {
      const { ask, close } = linkTo(start());
      try {
        const opening = { kind: "open", networkName, inboxId, temporary } as const;
        const progress = await ask<IndexProgress>(opening);
        return toIndex(progress, ask, close);
      } catch (error) {
        close();
        throw error;
      }
    },
    erase: (inboxId) => eraseSegments(networkName, inboxId),
  };
}

function startWorker(): IndexWorker {
  return new Worker(new URL("./search.worker.ts", import.meta.url), { type: "module" });
}

type Ask = <T>(request: IndexRequest) => Promise<T>;

function toIndex(progress: IndexProgress, ask: Ask, close: () => void): MessageIndex {
  return {
    progress,
    change: (change) => ask({ kind: "change", change }),
    find: (text, scope) => ask({ kind: "find", text, scope }),
    listIds: (page) => ask({ kind: "list-ids", ...page }),
    save: (kept) => ask({ kind: "save", progress: kept }),
    close,
  };
}

type Waiting = { resolve: (value: never) => void; reject: (error: ParleyError) => void };

/** Requests matched with answers. A worker that breaks, or says nothing, fails all of them. */
function linkTo(worker: IndexWorker): { ask: Ask; close: () => void } {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let failure: ParleyError | undefined;

  function end(error: ParleyError): void {
    failure ??= error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  }

  worker.addEventListener("message", ({ data }: MessageEvent<IndexReply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("error" in data) asked?.reject(unpackError(data.error));
    else asked?.resolve(data.value as never);
  });
  worker.addEventListener("error", ({ message }) => {
    end(new ParleyError("search.failed", message || "The worker did not start"));
  });

  return {
    ask: (request) => {
      if (failure) return Promise.reject(failure);
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const giveUp = setTimeout(
          () => end(new ParleyError("search.failed", `No answer to ${request.kind}`)),
          ANSWERED_WITHIN_MS,
        );
        const settle = () => clearTimeout(giveUp);
        waiting.set(id, {
          resolve: (value) => {
            settle();
            resolve(value);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
        });
        worker.postMessage({ ...request, id });
      });
    },
    close: () => end(new ParleyError("search.failed", "The index was closed")),
  };
}
