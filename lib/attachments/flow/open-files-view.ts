import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { OpenedFile } from "../ports.ts";

/** What became of a file; of one that is not there, nobody has asked yet. */
export type FileState =
  | { kind: "loading"; fraction: number }
  /** `url` is the blob's, of this page; good as long as the file is shown. */
  | { kind: "opened"; opened: OpenedFile; url: string }
  | { kind: "failed"; code: ErrorCode };

export type OpenFilesView = { files: ReadonlyMap<string, FileState> };

export const NOTHING_OPEN: OpenFilesView = { files: new Map() };
