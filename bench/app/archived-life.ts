import type { InboxId } from "@/lib/identity/core/ids.ts";
import { archiveHeader } from "@/lib/messaging/core/archive-file.ts";
import { archiveKey, archiveWords } from "@/lib/messaging/core/archive-key.ts";
import { type ArchivedGroup, writeArchive } from "./write-archive.ts";

type Size = { groups: number; messages: number };

const BEGAN_AT_NS = 1_700_000_000_000_000_000n;
const SECOND_NS = 1_000_000_000n;
const SECRET = new Uint8Array(32).fill(9);
/** As many as the product puts in a part. */
const MESSAGES_IN_PART = 500;
const SOMEBODY = "5".repeat(64);

/** Groups whose members took turns to write, one message a second. */
export function archivedLife(ownInboxId: string, { groups, messages }: Size): ArchivedGroup[] {
  return Array.from({ length: groups }, (_, group) => ({
    name: `group ${group}`,
    createdAtNs: BEGAN_AT_NS,
    messages: turnsOf(group, { groups, messages }).map((turn) => ({
      senderInboxId: turn % 2 ? ownInboxId : SOMEBODY,
      text: `line ${turn} of a long life, with some words in it as people write them`,
      sentAtNs: BEGAN_AT_NS + BigInt(turn + 1) * SECOND_NS,
    })),
  }));
}

function turnsOf(group: number, { groups, messages }: Size): number[] {
  const count = Math.ceil((messages - group) / groups);
  return Array.from({ length: count }, (_, turn) => group + turn * groups);
}

/** The same in parts of so many messages; each is encrypted with the key that it is given. */
export function writeParts(
  ownInboxId: string,
  size: Size,
  most: number,
): ((key: Uint8Array) => Buffer)[] {
  const all = archivedLife(ownInboxId, size);
  const parts = Math.ceil(size.messages / most);
  return Array.from({ length: parts }, (_, part) => (key) => {
    const [from, until] = [part, part + 1].map(
      (turns) => BEGAN_AT_NS + BigInt(turns * most) * SECOND_NS,
    ) as [bigint, bigint];
    const groups = all.map((group) => ({
      ...group,
      messages: group.messages.filter(({ sentAtNs }) => sentAtNs > from && sentAtNs <= until),
    }));
    return writeArchive({ key, ownInboxId, groups, isSequel: part > 0 });
  });
}

/** An archive as the product saves it, and the words that open it. */
export function writeProductArchive(
  ownInboxId: string,
  size: Size,
): { file: Buffer; words: string } {
  const writers = writeParts(ownInboxId, size, MESSAGES_IN_PART);
  const parts = writers.map((write, index) =>
    write(archiveKey(SECRET, ownInboxId as InboxId, { index, count: writers.length })),
  );
  const header = archiveHeader(parts.map(({ length }) => length));
  return { file: Buffer.concat([header, ...parts]), words: archiveWords(SECRET) };
}
