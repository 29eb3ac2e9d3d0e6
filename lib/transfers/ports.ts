import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ReceivedRecord } from "./core/received-file.ts";
import type { SentRecord } from "./core/sent-file.ts";

/** Bytes of a file that somebody chose, however large it is. */
export type Source = {
  /** SHA-256 of its beginning, in hex. */
  head(): Promise<string>;
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** SHA-256 of all of it; what was read before is not read again. */
  digest(): Promise<string>;
  close(): void;
};

export type OpenSource = (file: Blob) => Source;

/** A file on this device while it arrives. */
export type Landing = {
  /** So much of it was there before. */
  readonly bytesOnDisk: number;
  /** Adds to its end. What was given is not the caller's any more. */
  write(bytes: Uint8Array<ArrayBuffer>): void;
  /** SHA-256 of all that was written. */
  digest(): Promise<string>;
  /** What was written stays. */
  close(): Promise<void>;
};

export type LandingEvents = {
  /** So much of it is on the disk. */
  onWritten(offset: number): void;
  onFailed(why: LandingFailure): void;
};

/** The device has no room for it; its browser keeps no files, or another page has this one. */
export type LandingFailure = "no-room" | "no-store";

/** Files that came, in the browser's own file system. */
export type LandingFiles = {
  /** Goes on with what is there. Resolves with a failure instead where it can't. */
  open(key: string, sizeBytes: number, events: LandingEvents): Promise<Landing | LandingFailure>;
  /** Its size; 0 where there is nothing. */
  sizeOf(key: string): Promise<number>;
  /** To be saved, not to be held: its bytes stay on the disk. */
  read(key: string): Promise<Blob>;
  erase(key: string): Promise<void>;
  /** Erases all that is of none of these and in no page's hands. */
  keepOnly(keys: readonly string[]): Promise<void>;
};

/** What is known of files beside their bytes, for each inbox. */
export type TransferRecords = {
  load(inboxId: InboxId): Promise<{ sent: SentRecord[]; received: ReceivedRecord[] }>;
  putSent(inboxId: InboxId, record: SentRecord): Promise<void>;
  putReceived(inboxId: InboxId, record: ReceivedRecord): Promise<void>;
  remove(inboxId: InboxId, key: string): Promise<void>;
  erase(inboxId: InboxId): Promise<void>;
  /** Of what was received by any inbox. */
  receivedKeys(): Promise<string[]>;
};
