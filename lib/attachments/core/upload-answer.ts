import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { parseIsoTime } from "@/lib/http/core/iso-time.ts";
import type { ArchivedFile, FileCopy } from "./attachment.ts";

/** How far an upload is, or the file that it became. */
export type UploadAnswer = { upload: { offset: number } } | { file: ArchivedFile };

/** Reads what the archive of the app's server answered. Throws its refusal, by its code. */
export function parseUploadAnswer({
  status,
  text,
}: {
  status: number;
  text: string;
}): UploadAnswer {
  if (status === 204) return { upload: { offset: 0 } };
  const { upload, file, error } = parse(text);
  if (status < 300 && isOffset(upload?.offset)) return { upload: { offset: upload.offset } };
  if (status < 300 && file) return { file: parseArchivedFile(file) };
  if (typeof error?.code === "string") {
    throw new ParleyError(error.code as ErrorCode, "The archive refused");
  }
  throw notUnderstood(`It answered ${status}, and nothing of its own`);
}

type Answer = {
  upload?: { offset?: unknown } | null;
  file?: Record<string, unknown> | null;
  error?: { code?: unknown } | null;
};

function parse(text: string): Answer {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === "object" && answer !== null) return answer;
  } catch {
    // What stands in between answers in its own words.
  }
  return {};
}

/** A file as the app's server tells it; its times are ISO 8601. */
export function parseArchivedFile(file: Record<string, unknown>): ArchivedFile {
  const { cid, sizeBytes, archivedAt, copies } = file;
  if (typeof cid !== "string" || !isOffset(sizeBytes)) throw notUnderstood("It told of no file");
  return {
    cid,
    sizeBytes,
    archivedAtMs: parseIsoTime(String(archivedAt)) ?? 0,
    copies: Array.isArray(copies) ? (copies as FileCopy[]) : [],
  };
}

function isOffset(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function notUnderstood(message: string): ParleyError {
  return new ParleyError("archive.unreachable", message);
}
