import { ParleyError } from "@/lib/errors/base.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import { parseQuery } from "../core/query.ts";
import { SearchIndex } from "../core/search-index.ts";
import { IndexedSegments } from "../local/indexed-segments.ts";
import type { IndexChange, IndexCount, IndexProgress } from "../ports.ts";
import type { IndexRequest } from "./protocol.ts";

/** A temporary index is kept nowhere. */
type Opened = { index: SearchIndex; kept: IndexedSegments | undefined };

/** Answers requests about one inbox's index, which it reads from the disk and keeps there. */
export function serveIndex(): (request: IndexRequest) => Promise<unknown> {
  let opened: Opened | undefined;

  function mustBeOpen(): Opened {
    if (!opened) throw new ParleyError("search.failed", "No index is open");
    return opened;
  }

  return async (request) => {
    switch (request.kind) {
      case "open": {
        const kept = request.temporary
          ? undefined
          : new IndexedSegments(request.networkName, request.inboxId);
        // A disk that can't be read costs time, not the search.
        const found = await kept?.load().catch(() => undefined);
        const { segments, progress } = found ?? NOTHING_KEPT;
        opened = { index: new SearchIndex(segments), kept };
        return progress;
      }
      case "change":
        return change(mustBeOpen().index, request.change);
      case "find": {
        const query = parseQuery(request.text);
        return query ? mustBeOpen().index.find(query, request.scope) : { hits: [], total: 0 };
      }
      case "list-ids":
        return listIds(mustBeOpen().index, request);
      case "save":
        return save(mustBeOpen(), request.progress);
    }
  };
}

const NOTHING_KEPT = { segments: [], progress: { readUntilMs: {} } };

function change(index: SearchIndex, { put = [], remove = [], nowMs }: IndexChange): IndexCount {
  index.add(put);
  index.remove(remove);
  if (nowMs !== undefined) index.removeOver(nowMs);
  const { count, nextOverMs } = index;
  return { count, ...(nextOverMs !== undefined && { nextOverMs }) };
}

function listIds(
  index: SearchIndex,
  { after, limit }: Extract<IndexRequest, { kind: "list-ids" }>,
): MessageId[] {
  const ids = [...index.ids()].filter((id) => after === undefined || id > after);
  return ids.sort().slice(0, limit);
}

async function save({ index, kept }: Opened, progress: IndexProgress): Promise<void> {
  try {
    await kept?.save(index.settle(), progress);
  } catch (cause) {
    throw new ParleyError("storage.full", "The index was not kept", { cause });
  }
}
