/** What is said of files in conversations: plain data, as it crosses workers, tabs and disks. */

/**
 * A file that lies somewhere, sealed, and what opens it (XIP-17, `xmtp.org/remoteStaticAttachment`).
 * Who has this can read the file.
 */
export type RemoteFile = {
  kind: "remote";
  /** Where any app gets the sealed bytes. */
  url: string;
  /** SHA-256 of the sealed bytes: 64 hexadecimal digits in lower case. */
  contentDigest: string;
  /** 32, 32 and 12 bytes, hexadecimal in lower case. */
  secret: string;
  salt: string;
  nonce: string;
  /** Length of the sealed bytes, where the sender said it. */
  sealedBytes?: number;
  fileName?: string;
  /** What its sender says of it. Nothing of it is proven. */
  preview?: FilePreview;
};

/** A file that came inside its message (`xmtp.org/attachment`): its bytes are asked for by the message. */
export type InlineFile = {
  kind: "inline";
  fileName?: string;
  mimeType: string;
  sizeBytes: number;
};

export type AttachedFile = RemoteFile | InlineFile;

/** What travels with the message, so that there is something to see before the file is fetched. */
export type FilePreview = {
  mimeType?: string;
  /** Of the file itself. */
  sizeBytes?: number;
  /** Of a picture or a video, in pixels, as it is shown. */
  width?: number;
  height?: number;
  /** Base64 of a ThumbHash: some 25 bytes. */
  thumbHash?: string;
  /** Of audio or video. */
  durationMs?: number;
  /** Of a voice message: loudness from 0 to 31, at most 64 of them, evenly over its time. */
  waveform?: readonly number[];
};

/** One file as it was sealed on this device. */
export type SealedFile = Pick<
  RemoteFile,
  "contentDigest" | "secret" | "salt" | "nonce" | "fileName"
> & {
  /** Names the sealed bytes on this device. */
  key: string;
  /** CIDv1 of the sealed bytes, by the profile `unixfs-v1-2025` (IPIP-499). */
  cid: string;
  sealedBytes: number;
  preview: FilePreview;
};

/** Where else than on the disk of whoever looks a file is kept. */
export type FileCopy =
  | { kind: "node" }
  | { kind: "service"; name: string; status: "queued" | "pinning" | "pinned" | "failed" };

/** A file in the archive of the app's server. */
export type ArchivedFile = {
  cid: string;
  /** Of the sealed bytes: what counts against the quota. */
  sizeBytes: number;
  archivedAtMs: number;
  copies: readonly FileCopy[];
};

export type ArchiveUsage = {
  usedBytes: number;
  quotaBytes: number;
  /** Of a file before it is sealed. */
  maxFileBytes: number;
};
