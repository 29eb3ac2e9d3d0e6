import type { InboxId } from "@/lib/identity/core/ids.ts";

/** Who came to a group and who is gone, as one commit changed it. */
export type MembersChange = { added: InboxId[]; removed: InboxId[] };

/** Fields of `xmtp.mls.message_contents.GroupUpdated` that name members; field 1 of each is its id. */
const ADDED = 2;
const REMOVED = 3;
const LEFT = 5;

/**
 * Reads the body of a `group_updated` content (a protobuf message). Undefined when no member
 * came or went (a new name, a new admin), or when the bytes are not of that form.
 */
export function readMembersChange(body: Uint8Array): MembersChange | undefined {
  const fields = readFields(body);
  if (!fields) return undefined;
  const idsIn = (wanted: number) =>
    fields.filter(({ field }) => field === wanted).flatMap(({ bytes }) => inboxIdIn(bytes));
  const change = { added: idsIn(ADDED), removed: [...idsIn(REMOVED), ...idsIn(LEFT)] };
  return change.added.length + change.removed.length > 0 ? change : undefined;
}

function inboxIdIn(inbox: Uint8Array): InboxId[] {
  const id = readFields(inbox)?.find(({ field }) => field === 1);
  // Hex digits: each byte is a character.
  return id ? [String.fromCharCode(...id.bytes) as InboxId] : [];
}

type Field = { field: number; bytes: Uint8Array };

/** Every field that a message of this family has is length-delimited: protobuf's wire type 2. */
const LENGTH_DELIMITED = 2;

function readFields(message: Uint8Array): Field[] | undefined {
  const fields: Field[] = [];
  for (let offset = 0; offset < message.length; ) {
    const tag = readVarint(message, offset);
    const length = tag && readVarint(message, tag.end);
    if (!length || (tag.value & 7) !== LENGTH_DELIMITED) return undefined;
    offset = length.end + length.value;
    if (offset > message.length) return undefined;
    fields.push({ field: tag.value >> 3, bytes: message.subarray(length.end, offset) });
  }
  return fields;
}

/** Four bytes of seven bits reach 256 MiB, more than any message has. */
const MAX_VARINT_BYTES = 4;

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let index = 0; index < MAX_VARINT_BYTES; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    value |= (byte & 0x7f) << (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return undefined;
}
