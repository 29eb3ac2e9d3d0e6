import type {
  ArchivedFile,
  ArchiveUsage,
  FilePreview,
  RemoteFile,
  SealedFile,
} from "./core/attachment.ts";

/** How a running task tells how far it is, and how it is ended. */
export type TaskOptions = {
  signal?: AbortSignal;
  /** From 0 to 1, growing. */
  onProgress?: (fraction: number) => void;
};

export type FileToSeal = {
  /** Names the sealed bytes from now on. */
  key: string;
  file: Blob;
  fileName: string;
  /** Known of a voice message before it is sealed; found out for pictures and videos. */
  preview?: FilePreview;
  /** Of a picture: as it is (with what its camera wrote into it), or drawn anew, smaller, bare. */
  picture?: "original" | "reduced";
};

/** Seals files in a worker; the page stays free. */
export type Sealing = {
  /**
   * Seals a file and keeps the sealed bytes on this device, whether or not the page stays. Fails
   * with `attachment.unreadable`, `attachment.too-large`, `attachment.no-room`, `attachment.cancelled`.
   */
  seal(file: FileToSeal, options?: TaskOptions): Promise<SealedFile>;
};

/** The sealed bytes on this device that have not all left. */
export type SealedFiles = {
  has(key: string): Promise<boolean>;
  /** Harmless when there is none. */
  erase(key: string): Promise<void>;
  /** Erases all but these. */
  keepOnly(keys: readonly string[]): Promise<void>;
};

/** Brings sealed bytes into the archive. */
export type Uploading = {
  /**
   * Goes on where an earlier call stopped, in whatever page. The server's CID is the file's own, or
   * it fails with `archive.wrong-cid`. Fails with `attachment.gone` when the sealed bytes are not
   * here, `attachment.cancelled`, and the codes of the archive.
   */
  upload(file: SealedFile, options?: TaskOptions): Promise<ArchivedFile>;
  /** Tells the server that the rest won't come. */
  abandon(file: SealedFile): Promise<void>;
};

/** A file as it was before it was sealed. */
export type OpenedFile = {
  blob: Blob;
  /** By the bytes, not by what was said; `application/octet-stream` when they tell nothing. */
  mimeType: string;
  /** The name that was sealed with it. */
  fileName?: string;
  /** What its sender sealed as its type. */
  saidMimeType?: string;
  /** Host that the bytes came from. */
  from: string;
};

/** Fetches, verifies and opens files in a worker. */
export type Opening = {
  /**
   * Every byte is verified before anything is opened. Fails with `attachment.gone` when no source
   * has it, `attachment.forged` when what came is not what was sent, `attachment.unreachable`,
   * `attachment.unsafe-link`, `attachment.too-large`, `attachment.cancelled`.
   */
  open(file: RemoteFile, options?: TaskOptions): Promise<OpenedFile>;
  /** Hosts that would be asked, in order. */
  sourcesOf(file: RemoteFile): readonly string[];
};

/** What this inbox has archived on the app's server. */
export type ArchiveApi = {
  list(after?: string): Promise<{
    usage: ArchiveUsage;
    files: readonly ArchivedFile[];
    next?: string;
  }>;
  /** Undefined when it is not archived (any more). */
  find(cid: string): Promise<ArchivedFile | undefined>;
  remove(cid: string): Promise<void>;
};
