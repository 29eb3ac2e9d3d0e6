import type { Envelope, SeenCall } from "./seen-call.ts";

const BYTES_OF_AN_EVENT = 600;
const BYTES_OF_A_THING = 200;
const BYTES_A_CHARACTER = 2;

/** About how many bytes of memory an event takes, never much less than it does. */
export function weightOf({ topics, sent, received, reason = "" }: SeenCall): number {
  const texts = topics.shown.reduce((sum, { id }) => sum + id.length, reason.length);
  const things = topics.shown.length + sent.shown.length + received.shown.length;
  const envelopes = [...sent.shown, ...received.shown].reduce(
    (sum, envelope) => sum + charactersOf(envelope),
    0,
  );
  return BYTES_OF_AN_EVENT + things * BYTES_OF_A_THING + (texts + envelopes) * BYTES_A_CHARACTER;
}

function charactersOf(envelope: Envelope): number {
  return Object.values(envelope).reduce<number>((sum, value) => sum + lengthOf(value), 0);
}

function lengthOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + lengthOf(each), 0);
  return 0;
}
