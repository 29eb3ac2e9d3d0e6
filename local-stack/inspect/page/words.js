/** @import { Envelope, SeenCall, Some, Topic } from "../core/seen-call.ts" */

const KIB = 1024;

/** How an amount of bytes is read at a glance: `512 B`, `1.5 kB`, `3.2 MB`. @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < KIB) return `${bytes} B`;
  const kib = bytes / KIB;
  return kib < KIB ? `${tenths(kib)} kB` : `${tenths(kib / KIB)} MB`;
}

/** How long something took; null is said as a dash. @param {number | null} ms */
export function durationOf(ms) {
  if (ms === null) return "–";
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The time of day with milliseconds, where the reader is. @param {number} ms since 1970 */
export function timeOf(ms) {
  const date = new Date(ms);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${time}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** A time of the network as one reads it, to the second: `2026-11-29 14:30:24`. @param {string} iso */
export function stampOf(iso) {
  return iso.replace(/^(\S+)T(\d\d:\d\d:\d\d)\.\d+Z$/, "$1 $2");
}

/** The beginning of an id, enough to tell it from others. @param {string} id */
export function shortId(id) {
  return id.length > 13 ? `${id.slice(0, 12)}…` : id;
}

/** What a call is about in one cell: `group 3f2a…`, `group 3f2a… +4`. @param {Some<Topic>} topics */
export function topicsInShort({ shown, total }) {
  const [first] = shown;
  if (!first) return "";
  return `${first.kind} ${shortId(first.id)}${total > 1 ? ` +${total - 1}` : ""}`;
}

/** What a call carried in one cell. @param {SeenCall} event */
export function contentInShort({ sent, received, reason, delivered, latencyMs }) {
  if (reason) return reason;
  if (delivered !== undefined && (delivered > 0 || latencyMs !== null))
    return count(delivered, "message", "messages", " delivered");
  const some = sent.total > 0 ? sent : received;
  const [first] = some.shown;
  if (!first) return "";
  const more = some.total > 1 ? ` +${some.total - 1}` : "";
  return `${some === received ? "← " : ""}${envelopeInShort(first)}${more}`;
}

/** @param {Envelope} envelope */
function envelopeInShort(envelope) {
  switch (envelope.kind) {
    case "group message":
      return `${envelope.content}, epoch ${envelope.epoch}`;
    case "identity update":
      return envelope.actions[0] ?? "identity update without actions";
    case "welcome":
    case "welcome pointer":
      return `${envelope.kind}, ${envelope.wrapperAlgorithm}`;
    case "malformed":
      return `malformed: ${envelope.reason}`;
    default:
      return envelope.kind;
  }
}

/**
 * @param {number} number
 * @param {string} one
 * @param {string} many
 * @param {string} [rest]
 */
export function count(number, one, many, rest = "") {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}${rest}`;
}

/**
 * What a status means for who looks: an error stands out, the end of a stream does not.
 *
 * @param {string} code
 * @returns {"ok" | "open" | "ended" | "refused"}
 */
export function toneOf(code) {
  if (code === "ok" || code === "open") return code;
  return code === "canceled" ? "ended" : "refused";
}

/** @type {Readonly<Record<string, string>>} */
const LABELS = {
  id: "Id on the network",
  created: "Stored",
  groupId: "Group",
  inboxId: "Inbox",
  installationKey: "Installation",
  epoch: "Epoch",
  content: "Content",
  wireFormat: "Wire format",
  sizeBytes: "Size",
  metadataBytes: "Metadata",
  senderHmac: "Sender HMAC",
  shouldPush: "Wakes devices",
  isCommit: "Changes the group",
  wrapperAlgorithm: "Wrapped with",
  hpkePublicKey: "HPKE key",
  cipherSuite: "Cipher suite",
  notBefore: "Valid from",
  notAfter: "Valid until",
  lastResort: "Last resort",
  clientTime: "Made, says the client",
  reason: "Reason",
};

/**
 * The facts of an envelope in the order in which they are read.
 *
 * @param {Envelope} envelope
 * @returns {[label: string, value: string][]}
 */
export function factsOf(envelope) {
  return Object.entries(envelope).flatMap(([name, value]) => {
    if (name === "kind" || Array.isArray(value)) return [];
    return [[LABELS[name] ?? name, factInWords(name, value)]];
  });
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function factInWords(name, value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number" && name.endsWith("Bytes")) return sizeOf(value);
  return String(value);
}

/** @param {number} number */
function tenths(number) {
  return number < 100 ? number.toFixed(1) : String(Math.round(number));
}
