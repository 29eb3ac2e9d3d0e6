import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  ARCHIVE_START_BYTES,
  archiveHeader,
  archiveHeaderBytes,
  archiveParts,
  type PartPlace,
} from "../core/archive-file.ts";
import { archiveKey, archiveWords, parseArchiveWords } from "../core/archive-key.ts";
import type { MessagingHost } from "../ports/host.ts";
import type { StoredCount, XmtpClient } from "../ports/xmtp-client.ts";
import { gained, type HistoryInbox } from "./history-inbox.ts";

/**
 * The engine takes a part in whole before it does anything else, a millisecond and a half for each
 * message on a disk: what is written meanwhile waits for less than a second, and then goes first. Smaller parts take
 * longer altogether: each reads the whole table once more than it has hundreds.
 */
const MESSAGES_IN_PART = 500;
const SECRET_BYTES = 32;
/** The list shows what has come so far this often. */
const REREAD_EVERY_MS = 10_000;

type Progress = {
  /** From 0 to 1. */
  tell: (share: number) => void;
  host: Pick<MessagingHost, "nowMs" | "randomBytes">;
};

/** The file and the words that open it. */
export type SavedArchive = { file: Blob; words: string } & StoredCount;

/** Everything of this device, encrypted with a new secret, part by part. */
export async function save(inbox: HistoryInbox, { tell, host }: Progress): Promise<SavedArchive> {
  const secret = host.randomBytes(SECRET_BYTES);
  const plan = await (await inbox.client()).planArchive(MESSAGES_IN_PART);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const [index, part] of plan.entries()) {
    await inbox.quiet();
    const client = await inbox.client();
    const key = archiveKey(secret, client.inboxId, { index, count: plan.length });
    parts.push(new Uint8Array(await client.createArchive(key, part)));
    tell(parts.length / plan.length);
  }
  const file = new Blob([archiveHeader(parts.map(({ length }) => length)), ...parts]);
  const count = await (await inbox.client()).countStored();
  return { file, words: archiveWords(secret), ...count };
}

/** Puts what `file` holds beside what is there, and says how much was new; fails as `Archives.restore` says. */
export async function restore(
  { file, words }: { file: Blob; words: string },
  inbox: HistoryInbox,
  progress: Progress,
): Promise<StoredCount> {
  const secret = parseArchiveWords(words);
  const places = await placesIn(file);
  const keyOf = (inboxId: InboxId, index: number) =>
    archiveKey(secret, inboxId, { index, count: places.length });
  const before = await (await inbox.client()).countStored();
  try {
    await takeIn({ file, places, keyOf }, inbox, progress);
  } finally {
    await inbox.restored();
  }
  const after = await (await inbox.client()).countStored();
  return gained(before, after);
}

async function placesIn(file: Blob): Promise<PartPlace[]> {
  const headerBytes = archiveHeaderBytes(await bytesOf(file, 0, ARCHIVE_START_BYTES));
  if (headerBytes === undefined) {
    throw new ParleyError("archive.unreadable", "The file does not begin as an archive does");
  }
  return archiveParts(await bytesOf(file, 0, headerBytes));
}

type OpenedFile = {
  file: Blob;
  places: readonly PartPlace[];
  keyOf: (inboxId: InboxId, index: number) => Uint8Array;
};

/**
 * Takes the parts in, in their order. One that fails is tried again at the end: where the clock of
 * a device was wrong a message may stand before its conversation.
 */
async function takeIn(
  opened: OpenedFile,
  inbox: HistoryInbox,
  { tell, host }: Progress,
): Promise<void> {
  const postponed: number[] = [];
  let rereadAtMs = host.nowMs() + REREAD_EVERY_MS;
  for (const index of opened.places.keys()) {
    await inbox.quiet();
    try {
      await takePart(opened, index, await inbox.client());
    } catch (error) {
      if (!isOfThePart(error, index)) throw error;
      postponed.push(index);
    }
    tell((index + 1) / opened.places.length);
    if (host.nowMs() < rereadAtMs) continue;
    await inbox.reread();
    rereadAtMs = host.nowMs() + REREAD_EVERY_MS;
  }
  const lost: unknown[] = [];
  for (const index of postponed) {
    const client = await inbox.client();
    await takePart(opened, index, client).catch((error: unknown) => lost.push(error));
  }
  if (lost.length > 0) {
    throw new ParleyError("archive.damaged", "Parts are missing", { cause: lost[0] });
  }
}

async function takePart(
  { file, places, keyOf }: OpenedFile,
  index: number,
  client: XmtpClient,
): Promise<void> {
  const { start, end } = places[index] as PartPlace;
  const part = await bytesOf(file, start, end);
  await client.importArchive(part, keyOf(client.inboxId, index));
}

/** Whether a part is broken or early. A first one that does not open has other words. */
function isOfThePart(error: unknown, index: number): boolean {
  const { code } = toParleyError(error);
  return code === "archive.damaged" || (code === "archive.unreadable" && index > 0);
}

async function bytesOf(file: Blob, start: number, end: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (cause) {
    throw new ParleyError("archive.damaged", "The file can't be read", { cause });
  }
}
