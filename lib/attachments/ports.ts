import type { InboxId } from "@/lib/identity/core/ids.ts";
import type {
  ArchivedFile,
  ArchiveUsage,
  FilePreview,
  RemoteFile,
  SealedFile,
} from "./core/attachment.ts";
import type { Shipment } from "./core/shipment.ts";

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
  /** Kept in this page's memory alone: for a session that leaves nothing. */
  temporary?: boolean;
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

export type OpenOptions = TaskOptions & {
  /** Asks nobody but the archive and the configured gateways, whatever the link says. */
  ownGatewaysOnly?: boolean;
};

/** Fetches, verifies and opens files in a worker. */
export type Opening = {
  /**
   * Every byte is verified before anything is opened. Fails with `attachment.gone` when no source
   * has it, `attachment.forged` when what came is not what was sent, `attachment.unreachable`,
   * `attachment.unsafe-link`, `attachment.too-large`, `attachment.cancelled`.
   */
  open(file: RemoteFile, options?: OpenOptions): Promise<OpenedFile>;
  /** Hosts that would be asked, in order; none for a link that is never followed. */
  sourcesOf(file: RemoteFile, options?: Pick<OpenOptions, "ownGatewaysOnly">): readonly string[];
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

/** What an IPFS node holds. */
export type AddedFile = {
  /** CIDv1 by the profile `unixfs-v1-2025` (IPIP-499): the same that browsers compute. */
  cid: string;
  sizeBytes: number;
};

/**
 * The IPFS node that the app's server archives on. All of it fails with `archive.no-node` when it
 * does not answer in time.
 */
export type IpfsNode = {
  /**
   * Adds bytes and pins them. When it resolves they are on the node's disk. When it fails, because
   * the bytes broke off, by the signal (its reason), or with `archive.storage-full`, nothing is
   * pinned that was not before.
   */
  add(bytes: AsyncIterable<Uint8Array>, options?: { signal?: AbortSignal }): Promise<AddedFile>;
  /** Keeps what the node has; fails with `archive.not-archived` when it has not all of it. */
  pin(cid: string): Promise<void>;
  /** Lets go of it: gone with the next collection. Harmless when it is not pinned. */
  unpin(cid: string): Promise<void>;
  isPinned(cid: string): Promise<boolean>;
  /** Erases what nobody pins, and nothing that is being added. */
  collect(): Promise<void>;
  /** The limit, where the node has one. */
  usage(): Promise<{ storedBytes: number; limitBytes?: number }>;
};

/** How far a pinning service is with a file. */
export type PinStatus = "queued" | "pinning" | "pinned" | "failed";

/** Somebody else who keeps a copy (IPFS Pinning Service API). Learns the CID, and nothing more. */
export type PinningService = {
  /** As people know it: its host. */
  readonly name: string;
  /** Asks it to keep a file. Asked again for the same one, says how far it is. */
  add(cid: string): Promise<PinStatus>;
  /** Undefined when it does not keep it. */
  status(cid: string): Promise<PinStatus | undefined>;
  /** Harmless when it does not keep it. */
  remove(cid: string): Promise<void>;
};

/** Messages with files that have not left: they survive a reload, a crash, a day offline. */
export type ShipmentStore = {
  /** In the order they were begun. */
  load(inboxId: InboxId): Promise<Shipment[]>;
  put(inboxId: InboxId, shipment: Shipment): Promise<void>;
  remove(inboxId: InboxId, key: string): Promise<void>;
  erase(inboxId: InboxId): Promise<void>;
};

/** What an archived file was called, which the archive does not know. */
export type ArchivedName = { cid: string; fileName: string; mimeType: string };

/** The names of what was archived from this device. */
export type ArchivedNames = {
  load(inboxId: InboxId): Promise<ArchivedName[]>;
  put(inboxId: InboxId, name: ArchivedName): Promise<void>;
  remove(inboxId: InboxId, cid: string): Promise<void>;
  erase(inboxId: InboxId): Promise<void>;
};

/**
 * What one page of a profile has in hand at a time. Resolves with what gives it back when it is this
 * page's turn; a page that is gone has given back everything. Fails once the signal is aborted.
 */
export type TakeTurn = (name: string, signal?: AbortSignal) => Promise<() => void>;

/** Whether this device has a network at all. */
export type Reach = {
  isOnline(): boolean;
  onChange(listener: () => void): () => void;
};
