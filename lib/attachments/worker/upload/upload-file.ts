import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { ArchivedFile } from "../../core/attachment.ts";
import { parseUploadAnswer, type UploadAnswer } from "../../core/upload-answer.ts";

/** What a connection that breaks off costs at most, and what a file needs one request for. */
const PART_BYTES = 8 * 1024 * 1024;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A server that refuses for the moment is asked so often again; one that is out of reach, always. */
const BUSY_TRIES = 6;

export type PartRequest = {
  method: "POST" | "GET" | "PATCH" | "DELETE";
  path: string;
  body?: Blob;
  signal: AbortSignal;
  onSent?: (bytes: number) => void;
};

/** Rejects when no answer came. */
export type SendRequest = (request: PartRequest) => Promise<{ status: number; text: string }>;

export type UploadContext = {
  signal: AbortSignal;
  onProgress(fraction: number): void;
  openSession(): Promise<void>;
  send: SendRequest;
  /** Rejects when the signal aborts; resolves early when the network is back. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
};

/** A file to upload. The id is the same in whatever page goes on with it. */
export type UploadTask = { id: string; cid: string; bytes: Blob };

/** Uploads in parts, and goes on after whatever went wrong, from where the server stands. */
export async function uploadFile(
  { id, cid, bytes }: UploadTask,
  context: UploadContext,
): Promise<ArchivedFile> {
  const { signal, onProgress } = context;
  const ask = asking(context);
  const path = uploadPath(id);
  const part = (offset: number) => ({
    body: bytes.slice(offset, offset + PART_BYTES),
    onSent: (sent: number) => onProgress(Math.min(offset + sent, bytes.size) / bytes.size),
  });
  const begin = () =>
    ask({
      method: "POST",
      path: `/api/archive/uploads?id=${id}&cid=${cid}&size=${bytes.size}`,
      ...part(0),
    });
  /** Where the server stands; from the start when it knows nothing of it. */
  const find = () =>
    ask({ method: "GET", path }).catch((error: ParleyError) => {
      if (error.code === "archive.no-upload") return begin();
      throw error;
    });

  // A small file is there with one request; a large one may be there in part.
  let next = bytes.size > PART_BYTES ? find : begin;
  const patience = createPatience(context);
  for (;;) {
    signal.throwIfAborted();
    try {
      const answer = await next();
      if ("file" in answer) return checked(answer.file, cid);
      patience.restore();
      const { offset } = answer.upload;
      onProgress(offset / bytes.size);
      next = () => ask({ method: "PATCH", path: `${path}?offset=${offset}`, ...part(offset) });
    } catch (error) {
      signal.throwIfAborted();
      next = bytes.size > PART_BYTES ? find : begin;
      await patience.after(error as ParleyError);
    }
  }
}

/** Tells the server that the rest won't come. */
export async function abandonUpload(id: string, context: UploadContext): Promise<void> {
  await asking(context)({ method: "DELETE", path: uploadPath(id) }).catch((error: ParleyError) => {
    if (error.code !== "archive.no-upload") throw error;
  });
}

function uploadPath(id: string): string {
  return `/api/archive/uploads/${id}`;
}

function checked(file: ArchivedFile, cid: string): ArchivedFile {
  if (file.cid === cid) return file;
  throw new ParleyError("archive.wrong-cid", "The server made another CID of it");
}

type Asked = Omit<PartRequest, "signal">;

/** Asks, and once more with a session when there was none. */
function asking({ send, signal, openSession }: UploadContext) {
  const once = async (request: Asked): Promise<UploadAnswer> => {
    const answer = await send({ ...request, signal }).catch((cause: unknown) => {
      throw new ParleyError("archive.unreachable", "No answer came", { cause });
    });
    return parseUploadAnswer(answer);
  };
  return async (request: Asked): Promise<UploadAnswer> => {
    try {
      return await once(request);
    } catch (error) {
      if (!NO_SESSION.has((error as ParleyError).code)) throw error;
      await openSession();
      return await once(request);
    }
  };
}

const NO_SESSION = new Set<ErrorCode>(["session.none", "session.superseded"]);

/** Passes by itself, and the server is there. */
const BUSY = new Set<ErrorCode>([
  "archive.no-node",
  "archive.too-many",
  "archive.wrong-offset",
  "archive.no-upload",
  "server.busy",
  "server.too-many",
  "session.none",
  "session.superseded",
]);
const AWAY = new Set<ErrorCode>(["archive.unreachable", "server.unreachable", "xmtp.unreachable"]);

/** How long to wait after what went wrong, and how often: until something goes right again. */
function createPatience({ pause, signal }: UploadContext) {
  let failures = 0;
  let refusals = 0;
  return {
    restore: () => {
      failures = 0;
      refusals = 0;
    },
    /** Throws what does not pass. */
    after: async (error: ParleyError) => {
      if (BUSY.has(error.code)) refusals++;
      else if (!AWAY.has(error.code)) throw error;
      if (refusals > BUSY_TRIES) throw error;
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS), signal);
    },
  };
}
