import { PARTIES_AT_MOST } from "./room.ts";
import type { CallSignal, Description, EndReason, Offer, PartyId } from "./signal.ts";

/** What is longer is no signal: a description with all its candidates is some 8 kB. */
const MAX_SIGNAL_BYTES = 64_000;
const MAX_CANDIDATES = 64;
const ID = /^[0-9a-f]{32}$/;
const HEX_32 = /^[0-9a-f]{64}$/;
const REASONS: ReadonlySet<unknown> = new Set<EndReason>([
  "declined",
  "busy",
  "cancelled",
  "timeout",
  "failed",
  "lost",
  "hangup",
]);

type Fields = { readonly [name: string]: unknown };

/** A signal as it travels: JSON in UTF-8. */
export function encodeSignal(signal: CallSignal): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(signal));
}

/**
 * Reads a signal of anybody's. Gives what is known of it and nothing else, or undefined for what is
 * none: a type or a reason of a later version, a field that is missing, something too long.
 */
export function parseSignal(bytes: Uint8Array): CallSignal | undefined {
  if (bytes.length > MAX_SIGNAL_BYTES) return undefined;
  const fields = fieldsOf(parseJson(bytes));
  if (!fields) return undefined;
  const { callId, party, seq } = fields;
  if (!isId(callId) || !isId(party) || !isCount(seq)) return undefined;
  const said = parseSaid(fields);
  return said && ({ callId, party, seq, ...said } as unknown as CallSignal);
}

function parseSaid(fields: Fields): object | undefined {
  const { type } = fields;
  switch (type) {
    case "invite": {
      const { media, commitment, rejoins } = fields;
      if (!isMedia(media) || !isHash(commitment)) return undefined;
      return { type, media, commitment, ...(isId(rejoins) && { rejoins }) };
    }
    case "accept": {
      const { media } = fields;
      const offer = parseDescription(fields.offer);
      return isMedia(media) && offer ? { type, media, offer } : undefined;
    }
    case "answer": {
      const { to, nonce } = fields;
      const answer = parseDescription(fields.answer);
      return isId(to) && isHash(nonce) && answer ? { type, to, answer, nonce } : undefined;
    }
    case "ice": {
      const { to } = fields;
      const candidates = parseCandidates(fields.candidates);
      return isId(to) && candidates ? { type, to, candidates } : undefined;
    }
    case "restart":
      return parseRestart(fields);
    case "end": {
      const { reason, durationMs } = fields;
      if (!REASONS.has(reason)) return undefined;
      return { type, reason, ...(isCount(durationMs) && { durationMs }) };
    }
    default:
      return parseGroupSaid(fields);
  }
}

function parseGroupSaid({ type, ...fields }: Fields): object | undefined {
  switch (type) {
    case "join": {
      const { media } = fields;
      const offers = parseOffers(fields.offers);
      return isMedia(media) && offers ? { type, media, offers } : undefined;
    }
    case "offer":
    case "reply": {
      const { turn } = fields;
      const offer = parseOffer(fields);
      return isCount(turn) && offer ? { type, turn, ...offer } : undefined;
    }
    case "gone":
      return isId(fields.gone) ? { type, gone: fields.gone } : undefined;
    case "leave":
    case "still":
      return { type };
    default:
      return undefined;
  }
}

/** One for each other party at most. */
function parseOffers(value: unknown): readonly Offer[] | undefined {
  if (!Array.isArray(value) || value.length >= PARTIES_AT_MOST) return undefined;
  const offers = value.flatMap((each) => parseOffer(fieldsOf(each) ?? {}) ?? []);
  const named = new Set(offers.map(({ to }) => to));
  return named.size === value.length ? offers : undefined;
}

function parseOffer({ to, description: given }: Fields): Offer | undefined {
  const description = parseDescription(given);
  return isId(to) && description ? { to: to as PartyId, description } : undefined;
}

function parseRestart({ to, turn, kind, description: given }: Fields): object | undefined {
  const description = parseDescription(given);
  const isWhole = isId(to) && isCount(turn) && (kind === "offer" || kind === "answer");
  return isWhole && description ? { type: "restart", to, turn, kind, description } : undefined;
}

function parseDescription(value: unknown): Description | undefined {
  const { sdp, candidates: given } = fieldsOf(value) ?? {};
  const candidates = parseCandidates(given);
  return typeof sdp === "string" && candidates ? { sdp, candidates } : undefined;
}

function parseCandidates(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_CANDIDATES) return undefined;
  return value.every((each) => typeof each === "string") ? value : undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null ? (value as Fields) : undefined;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && HEX_32.test(value);
}

function isMedia(value: unknown): value is "audio" | "video" {
  return value === "audio" || value === "video";
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
