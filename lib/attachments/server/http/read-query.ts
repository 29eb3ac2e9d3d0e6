import { ParleyError } from "@/lib/errors/base.ts";
import { isArchivableCid, type WantedUpload } from "../../core/upload.ts";
import type { ListPlace } from "../../ports.ts";
import { parseCursor } from "./archive-json.ts";

/*
 * What a request to the archive says beside its body. All of it fails with `server.malformed`.
 */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SIZE = /^[1-9]\d{0,14}$/;
const OFFSET = /^\d{1,15}$/;

function query(request: Request, name: string): string {
  return new URL(request.url).searchParams.get(name) ?? "";
}

function must<Value>(value: Value | undefined | false, what: string): Value {
  if (value !== undefined && value !== false) return value;
  throw new ParleyError("server.malformed", `That is no ${what}`);
}

export function readId(text: string): string {
  return must(UUID.test(text) && text, "id of an upload");
}

export function readCid(text: string): string {
  return must(isArchivableCid(text) && text, "CID of a file");
}

export function readWanted(request: Request): Omit<WantedUpload, "inboxId"> {
  const size = query(request, "size");
  return {
    id: readId(query(request, "id")),
    cid: readCid(query(request, "cid")),
    sizeBytes: Number(must(SIZE.test(size) && size, "size")),
  };
}

export function readOffset(request: Request): number {
  const offset = query(request, "offset");
  return Number(must(OFFSET.test(offset) && offset, "offset"));
}

export function readCursor(request: Request): ListPlace | undefined {
  const after = query(request, "after");
  return after === "" ? undefined : must(parseCursor(after), "place in a list");
}
