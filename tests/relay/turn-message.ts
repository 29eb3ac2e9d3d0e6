import { createHash, createHmac, randomBytes } from "node:crypto";

/** What a client and a relay say to each other (RFC 8489, RFC 8656), as little of it as tests need. */
export const METHODS = { allocate: 0x003, permit: 0x008 } as const;

export type Method = keyof typeof METHODS;

export type Answer = { isSuccess: boolean; errorCode?: number; realm?: string; nonce?: string };

/** What a request is signed by, once the relay has said its realm. */
export type Signing = { username: string; credential: string; realm: string; nonce: string };

const COOKIE = 0x2112a442;
const HEADER = 20;
const ATTRIBUTES = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  peerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const;
const UDP = 17;

export function requestOf(
  method: Method,
  { peer, signing }: { peer?: string; signing?: Signing } = {},
): Buffer {
  const parts: Buffer[] = [];
  if (method === "allocate") {
    parts.push(attribute(ATTRIBUTES.transport, Buffer.from([UDP, 0, 0, 0])));
  }
  if (peer) parts.push(attribute(ATTRIBUTES.peerAddress, xorAddress(peer)));
  if (signing) {
    parts.push(attribute(ATTRIBUTES.username, Buffer.from(signing.username)));
    parts.push(attribute(ATTRIBUTES.realm, Buffer.from(signing.realm)));
    parts.push(attribute(ATTRIBUTES.nonce, Buffer.from(signing.nonce)));
  }
  const body = Buffer.concat(parts);
  const head = header(METHODS[method], body.length);
  return signing ? sign(head, body, signing) : Buffer.concat([head, body]);
}

/** Its HMAC is of everything before it, with a length that counts it in. */
function sign(head: Buffer, body: Buffer, { username, realm, credential }: Signing): Buffer {
  const digestBytes = 20;
  head.writeUInt16BE(body.length + 4 + digestBytes, 2);
  const key = createHash("md5").update(`${username}:${realm}:${credential}`).digest();
  const digest = createHmac("sha1", key).update(head).update(body).digest();
  return Buffer.concat([head, body, attribute(ATTRIBUTES.integrity, digest)]);
}

export function readAnswer(message: Buffer): Answer {
  const isSuccess = (message.readUInt16BE(0) & 0x0110) === 0x0100;
  const found = new Map<number, Buffer>();
  for (let at = HEADER; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  const code = found.get(ATTRIBUTES.errorCode);
  const realm = found.get(ATTRIBUTES.realm)?.toString();
  const nonce = found.get(ATTRIBUTES.nonce)?.toString();
  return {
    isSuccess,
    ...(code && { errorCode: (code[2] ?? 0) * 100 + (code[3] ?? 0) }),
    ...(realm !== undefined && { realm }),
    ...(nonce !== undefined && { nonce }),
  };
}

/** How long the message is that begins here; undefined until that can be told. */
export function lengthOf(begun: Buffer): number | undefined {
  return begun.length < HEADER ? undefined : HEADER + begun.readUInt16BE(2);
}

function header(type: number, length: number): Buffer {
  const head = Buffer.alloc(HEADER);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(length, 2);
  head.writeUInt32BE(COOKIE, 4);
  randomBytes(12).copy(head, 8);
  return head;
}

function attribute(type: number, value: Buffer): Buffer {
  const whole = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  whole.writeUInt16BE(type, 0);
  whole.writeUInt16BE(value.length, 2);
  value.copy(whole, 4);
  return whole;
}

function xorAddress(address: string): Buffer {
  const port = 50_000;
  const bytes = address.split(".").map(Number);
  const cookie = Buffer.alloc(4);
  cookie.writeUInt32BE(COOKIE);
  return Buffer.from([
    0,
    1,
    (port >> 8) ^ 0x21,
    (port & 0xff) ^ 0x12,
    ...bytes.map((byte, at) => byte ^ (cookie[at] ?? 0)),
  ]);
}
