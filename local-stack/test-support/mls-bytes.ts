/** Content types of MLS framing (RFC 9420 §6). */
export const CONTENT = { application: 1, proposal: 2, commit: 3 };

const TWO_BYTE_VECTOR = 0x40;

/** A `<V>` vector of up to 16383 bytes. */
export function vector(bytes: Uint8Array): Buffer {
  const length =
    bytes.length < 0x40
      ? Buffer.of(bytes.length)
      : Buffer.of((bytes.length >> 8) | TWO_BYTE_VECTOR, bytes.length & 0xff);
  return Buffer.concat([length, bytes]);
}

/** A private message of `groupId`, well-formed and carrying `content` as its ciphertext. */
export function privateMessage(
  groupId: Uint8Array,
  content: string,
  contentType = CONTENT.application,
): Buffer {
  return Buffer.concat([
    Buffer.of(0, 1, 0, 2),
    vector(groupId),
    Buffer.alloc(8),
    Buffer.of(contentType),
    vector(new Uint8Array()),
    vector(Buffer.from("sender")),
    vector(Buffer.from(content)),
  ]);
}

/** A public message from member 0 of `groupId`. */
export function publicMessage(groupId: Uint8Array, contentType = CONTENT.commit): Buffer {
  return Buffer.concat([
    Buffer.of(0, 1, 0, 1),
    vector(groupId),
    Buffer.alloc(8),
    Buffer.of(1, 0, 0, 0, 0),
    vector(new Uint8Array()),
    Buffer.of(contentType),
    Buffer.from("body"),
  ]);
}

export function groupInput(groupId: Uint8Array, content: string, contentType?: number) {
  const data = privateMessage(groupId, content, contentType);
  return { version: { case: "v1" as const, value: { data, shouldPush: true } } };
}
