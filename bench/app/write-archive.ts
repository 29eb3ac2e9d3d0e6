import { createCipheriv, createHash } from "node:crypto";
import { zstdCompressSync } from "node:zlib";

/** A group as an archive has it. */
export type ArchivedGroup = {
  name: string;
  createdAtNs: bigint;
  messages: readonly { senderInboxId: string; text: string; sentAtNs: bigint }[];
};

type Archive = {
  key: Uint8Array;
  ownInboxId: string;
  groups: readonly ArchivedGroup[];
  /** Leaves out the groups themselves: they are in an archive before. */
  isSequel?: boolean;
};

/**
 * Writes an archive that libxmtp imports, without a network and without its engine: histories that
 * would take hours to exchange are there in seconds.
 *
 * Two bytes of version and a nonce, then compressed (Zstandard) one entry after the other: its length,
 * its bytes encrypted with AES-256-GCM under the next nonce. An entry is a `BackupElement` of
 * `xmtp.device_sync` (libxmtp 1.11).
 */
export function writeArchive({ key, ...archive }: Archive): Buffer {
  const nonce = digest("nonce").subarray(0, 12);
  const header = Buffer.concat([Buffer.alloc(2), nonce]);
  const entries: Buffer[] = [];
  for (const entry of entriesOf(archive)) {
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const sealed = Buffer.concat([cipher.update(entry), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(sealed.length);
    entries.push(length, sealed);
    increment(nonce);
  }
  return Buffer.concat([header, zstdCompressSync(Buffer.concat(entries))]);
}

/** Metadata, groups, messages, consent: the order in which libxmtp writes and reads them. */
function* entriesOf({ ownInboxId, groups, isSequel }: Omit<Archive, "key">): Generator<Buffer> {
  yield message(1, [message(2, [Buffer.from([MESSAGES, CONSENT])]), number(3, NOW_NS)]);
  const ids = groups.map(({ name }) => digest(name).subarray(0, 16));
  const idOf = (index: number) => ids[index] as Buffer;
  for (const [index, each] of groups.entries())
    if (!isSequel) yield group(idOf(index), ownInboxId, each);
  for (const [index, { messages }] of groups.entries())
    for (const each of messages) yield text(idOf(index), each);
  for (const id of isSequel ? [] : ids)
    yield message(4, [
      number(1, 1n),
      number(2, ALLOWED),
      words(3, id.toString("hex")),
      number(4, NOW_NS),
    ]);
}

const MESSAGES = 1;
const CONSENT = 2;
const ALLOWED = 2n;
const NOW_NS = 1_700_000_000_000_000_000n;
const NO_NAMES = ["description", "group_image_url_square", "app_data"];

function group(
  id: Buffer,
  ownInboxId: string,
  { name, createdAtNs, messages }: ArchivedGroup,
): Buffer {
  const lastAtNs = messages.at(-1)?.sentAtNs ?? createdAtNs;
  const attributes = [
    message(1, [words(1, "group_name"), words(2, name)]),
    ...NO_NAMES.map((attribute) => message(1, [words(1, attribute)])),
  ];
  return message(2, [
    message(1, [id]),
    number(2, createdAtNs),
    number(3, 1n),
    number(4, lastAtNs),
    words(5, ownInboxId),
    number(7, createdAtNs),
    number(8, 1n),
    number(10, lastAtNs),
    message(13, [words(1, ownInboxId)]),
    message(14, [...attributes, words(3, ownInboxId)]),
  ]);
}

function text(
  groupId: Buffer,
  { senderInboxId, text, sentAtNs }: ArchivedGroup["messages"][number],
): Buffer {
  const id = digest(`${groupId.toString("hex")} ${sentAtNs} ${text}`);
  const type = message(1, [words(1, "xmtp.org"), words(2, "text"), number(3, 1n)]);
  const encoding = message(2, [words(1, "encoding"), words(2, "UTF-8")]);
  return message(3, [
    message(1, [id]),
    message(2, [groupId]),
    message(3, [type, encoding, words(4, text)]),
    number(4, sentAtNs),
    number(5, 1n),
    message(6, [digest(senderInboxId)]),
    words(7, senderInboxId),
    number(8, 2n),
    number(10, 1n),
    words(12, "xmtp.org"),
    words(16, "text"),
  ]);
}

/** A field that is a message, bytes or a text (protobuf, wire type 2). */
function message(field: number, parts: readonly Buffer[]): Buffer {
  const body = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  return Buffer.concat([varint(BigInt((field << 3) | 2)), varint(BigInt(body.length)), body]);
}

const words = (field: number, value: string) => message(field, [Buffer.from(value)]);

const number = (field: number, value: bigint) =>
  Buffer.concat([varint(BigInt(field << 3)), varint(value)]);

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** The nonce is a number, its lowest byte first. */
function increment(nonce: Buffer): void {
  for (let at = 0; at < nonce.length; at += 1) {
    nonce[at] = ((nonce[at] as number) + 1) & 0xff;
    if (nonce[at] !== 0) return;
  }
}
