import type { InboxId } from "@/lib/identity/core/ids.ts";
import type {
  ArchivedFile,
  ArchiveUsage,
  FilePreview,
  RemoteFile,
  SealedFile,
} from "./core/attachment.ts";
import type { CopyJob, SettledCopy } from "./core/copy-plan.ts";
import type { Shipment } from "./core/shipment.ts";
import type { Charged, Limits, Upload, UploadPlace, WantedUpload } from "./core/upload.ts";

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
  /**
   * Of a picture: as it is (with what its camera wrote into it), or drawn anew, smaller, bare. Of a
   * file whose bytes are no picture's it means nothing.
   */
  picture?: "original" | "reduced";
  /** Kept in this page's memory alone: for a session that leaves nothing. */
  temporary?: boolean;
};

/** Seals files in a worker; the page stays free. */
export type Sealing = {
  /**
   * Seals a file and keeps the sealed bytes on this device, whether or not the page stays. Fails
   * with `attachment.unreadable`, `attachment.not-bare` (of a picture to be reduced),
   * `attachment.too-large`, `attachment.no-room`, `attachment.cancelled`.
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
  /** Tells the server that the rest won't come. Harmless when it knows of no such upload. */
  abandon(file: Pick<SealedFile, "key" | "contentDigest">): Promise<void>;
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
  /** Of the file before it was sealed: more is not taken, whatever was said of its size. */
  maxBytes?: number;
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

/** Addresses of blobs, of this page alone. */
export type BlobUrls = { create(blob: Blob): string; revoke(url: string): void };

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
};

/** How far a pinning service is with a file. */
export type PinStatus = "queued" | "pinning" | "pinned" | "failed";

/**
 * Somebody else who keeps a copy (IPFS Pinning Service API). Learns the CID, and nothing more. All of
 * it fails with `archive.no-service` when it does not answer in time, or not as it should.
 */
export type PinningService = {
  /** As people know it: its host. */
  readonly name: string;
  /** Asks it to keep a file, also one that failed. Asked again for the same one, says how far it is. */
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
  /** Names of all files that any account of this browser ships. */
  fileIds(): Promise<string[]>;
  put(inboxId: InboxId, shipment: Shipment): Promise<void>;
  remove(inboxId: InboxId, key: string): Promise<void>;
  erase(inboxId: InboxId): Promise<void>;
};

/** A file that was given up on its way, as long as the server may have something of it. */
export type Withdrawal = Pick<SealedFile, "key" | "cid" | "contentDigest">;

/** What the server has yet to be told is not wanted: it may be offline for days. */
export type WithdrawalStore = {
  load(inboxId: InboxId): Promise<Withdrawal[]>;
  put(inboxId: InboxId, withdrawal: Withdrawal): Promise<void>;
  remove(inboxId: InboxId, cid: string): Promise<void>;
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

/** What became of the wish to upload. */
export type Reservation =
  /** Also for who asks again: the same upload. */
  | { kind: "open"; upload: Upload }
  | { kind: "archived"; file: ArchivedContent }
  | { kind: "refused"; why: "quota" | "too-many" | "another" };

/** A file that an inbox archived, as it is recorded. */
export type ArchivedContent = {
  cid: string;
  sizeBytes: number;
  archivedAtMs: number;
  /** False when the node was found not to have it (any more). */
  isOnNode: boolean;
  /** What the pinning service said last; undefined when it was not asked for it. */
  copy?: PinStatus;
};

/** Where a list goes on: after the file that was archived then. */
export type ListPlace = { archivedAtMs: number; cid: string };

/**
 * What the server knows of files and uploads. Each call is one transaction: it has happened as a
 * whole, or not at all.
 */
export type ArchiveRecords = {
  /**
   * Keeps room for an upload, whatever else asks at the same moment. `another`: that id is of an
   * upload of something else.
   */
  reserve(
    wanted: WantedUpload & { stagingKey: string; expiresAtMs: number },
    options: { quotaBytes: number; nowMs: number },
  ): Promise<Reservation>;
  findUpload(inboxId: InboxId, id: string): Promise<Upload | undefined>;
  /** Gives what was reserved back. Undefined when there is no such upload under way. */
  cancel(inboxId: InboxId, id: string): Promise<Upload | undefined>;
  /** Before anything of it reaches the node, so that it is found again whatever happens then. */
  intend(content: { cid: string; sizeBytes: number }): Promise<void>;
  /**
   * Makes an intended upload an archived file, charged once. A copy is due when `copies`. Undefined
   * when the upload is not there any more.
   */
  record(
    upload: Upload,
    options: { nowMs: number; copies: boolean },
  ): Promise<ArchivedContent | undefined>;
  charged(inboxId: InboxId, nowMs: number): Promise<Charged>;
  /** The newest first. */
  list(
    inboxId: InboxId,
    options: { after?: ListPlace; limit: number },
  ): Promise<readonly ArchivedContent[]>;
  find(inboxId: InboxId, cid: string): Promise<ArchivedContent | undefined>;
  /** False when it was not there. */
  remove(inboxId: InboxId, cid: string): Promise<boolean>;
  isReferenced(cid: string): Promise<boolean>;
  /** Contents that no inbox has: removed ones, and those whose upload broke off at the end. */
  unreferenced(limit: number): Promise<readonly string[]>;
  /** Forgets one that no inbox has; the removal of its copy is due then. */
  forget(cid: string, nowMs: number): Promise<void>;
  /** Contents in order of their CIDs, to look whether the node has them. */
  contents(options: { after?: string; limit: number }): Promise<readonly string[]>;
  markOnNode(cid: string, isOnNode: boolean): Promise<void>;
  /** Ends uploads whose time is over, and forgets finished ones then; gives how many. */
  expire(nowMs: number): Promise<number>;
  /** Those of the keys whose uploads are under way. */
  openStagingKeys(keys: readonly string[], nowMs: number): Promise<ReadonlySet<string>>;
  dueCopies(options: { nowMs: number; limit: number }): Promise<readonly CopyJob[]>;
  /**
   * What came of a job, unless it became another one meanwhile. `gone`: there is nothing left to know
   * of it.
   */
  settleCopy(job: CopyJob, next: SettledCopy | "gone"): Promise<void>;
};

/** `mustHold` fails when the lock was lost meanwhile. */
export type CidLock = { mustHold(): Promise<void> };

/** Keeps tasks apart that must not run at once, in all processes of one database. */
export type ArchiveLocks = {
  /** One task of a CID at a time. */
  withCid<Result>(cid: string, task: (lock: CidLock) => Promise<Result>): Promise<Result>;
  /** Runs the task unless another process is at it. */
  whenAlone(name: string, task: () => Promise<void>): Promise<void>;
};

/** What came of writing a part. `broken`: its sender stopped, `over`: it brought more than the rest. */
export type StagedPart = { offsetBytes: number; end: "whole" | "broken" | "over" };

/** What has arrived of uploads. All of it fails with `archive.storage-full` for want of room. */
export type Staging = {
  /** 0 when nothing has. */
  offsetOf(key: string): Promise<number>;
  /**
   * Writes from `offsetBytes` on, up to `maxBytes`. What it says has arrived is on the disk then, also
   * when the bytes broke off.
   */
  write(
    key: string,
    bytes: AsyncIterable<Uint8Array>,
    options: { offsetBytes: number; maxBytes: number },
  ): Promise<StagedPart>;
  read(key: string): AsyncIterable<Uint8Array>;
  /** The CID of all that has arrived. */
  cidOf(key: string): Promise<string>;
  /** Harmless when there is nothing. */
  erase(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
};

/** Where an upload stands, or what became of it. */
export type UploadState =
  | { kind: "open"; place: UploadPlace }
  | { kind: "archived"; file: ArchivedContent };

/** The archive of the app's server, as its routes ask it. Anything fails with `archive.no-records` too. */
export type Archive = {
  readonly limits: Limits;
  /** Who keeps another copy of everything. */
  readonly serviceName?: string;
  /** Begins an upload, with its first bytes; for one that was begun before, says where it stands. */
  begin(wanted: WantedUpload, bytes: AsyncIterable<Uint8Array>): Promise<UploadState>;
  /** Fails with `archive.no-upload`. */
  look(inboxId: InboxId, id: string): Promise<UploadState>;
  /** Takes the next part. A newer one ends one that is still under way. */
  receive(
    inboxId: InboxId,
    id: string,
    part: { offsetBytes: number; bytes: AsyncIterable<Uint8Array> },
  ): Promise<UploadState>;
  cancel(inboxId: InboxId, id: string): Promise<void>;
  /** The newest first, a page at a time. */
  list(
    inboxId: InboxId,
    after?: ListPlace,
  ): Promise<{ usedBytes: number; files: readonly ArchivedContent[]; next?: ListPlace }>;
  find(inboxId: InboxId, cid: string): Promise<ArchivedContent | undefined>;
  remove(inboxId: InboxId, cid: string): Promise<void>;
  /** Puts right what broke off, and sees to the copies. Also fails with `archive.no-node`. */
  sweep(): Promise<void>;
};
