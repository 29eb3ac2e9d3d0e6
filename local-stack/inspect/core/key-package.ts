import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { MalformedMlsError, TlsReader } from "../../xmtp/mls/tls-reader.ts";
import { type MalformedEnvelope, malformed } from "./envelope.ts";
import { hex, plain, timeOfSeconds } from "./plain.ts";

/** A key package as far as it is in the clear (RFC 9420 §10), which is all but its private half. */
export type KeyPackageEnvelope = {
  kind: "key package";
  installationKey: string;
  /** Whose it claims to be; the node ties it to no inbox log, and neither does the official one. */
  inboxId: string;
  cipherSuite: string;
  notBefore: string;
  notAfter: string;
  /** Used again when no other is left. */
  lastResort: boolean;
  sizeBytes: number;
};

const BASIC_CREDENTIAL = 1;
const FROM_KEY_PACKAGE = 1;
const LAST_RESORT = 0x000a;
const INBOX_ID_FIELD = 1;
const CAPABILITY_LISTS = 5;

export function keyPackageEnvelope(bytes: Uint8Array): KeyPackageEnvelope | MalformedEnvelope {
  try {
    return read(bytes);
  } catch (error) {
    if (!(error instanceof MalformedMlsError)) throw error;
    return malformed(error.message, bytes.length);
  }
}

function read(bytes: Uint8Array): KeyPackageEnvelope {
  const reader = new TlsReader(bytes);
  reader.u16(); // protocol version
  const cipherSuite = reader.u16();
  reader.vector(); // init key
  reader.vector(); // leaf node's encryption key
  const installationKey = reader.vector();
  if (reader.u16() !== BASIC_CREDENTIAL) throw new MalformedMlsError("No basic credential.");
  const identity = reader.vector();
  for (let list = 0; list < CAPABILITY_LISTS; list++) reader.vector();
  if (reader.u8() !== FROM_KEY_PACKAGE) throw new MalformedMlsError("No leaf of a key package.");
  const notBefore = reader.u64();
  const notAfter = reader.u64();
  reader.vector(); // leaf node's extensions
  reader.vector(); // leaf node's signature
  const extensions = reader.vector();
  return {
    kind: "key package",
    installationKey: hex(installationKey),
    inboxId: inboxIdOf(identity),
    cipherSuite: `0x${cipherSuite.toString(16).padStart(4, "0")}`,
    notBefore: timeOfSeconds(notBefore),
    notAfter: timeOfSeconds(notAfter),
    lastResort: hasExtension(extensions, LAST_RESORT),
    sizeBytes: bytes.length,
  };
}

/** XMTP's credential is a Protocol Buffers message whose first field is the inbox id. */
function inboxIdOf(identity: Uint8Array): string {
  try {
    const reader = new BinaryReader(identity);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field === INBOX_ID_FIELD && wireType === WireType.LengthDelimited) {
        return plain(reader.string());
      }
      reader.skip(wireType, field);
    }
    return "none";
  } catch {
    return "unreadable";
  }
}

function hasExtension(extensions: Uint8Array, wanted: number): boolean {
  const reader = new TlsReader(extensions);
  while (!reader.isAtEnd) {
    const type = reader.u16();
    reader.vector();
    if (type === wanted) return true;
  }
  return false;
}
