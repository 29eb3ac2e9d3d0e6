import type { MessageContent } from "@/lib/messaging/core/records.ts";

/** Why to be careful with somebody who is not known here; each is said in a sentence. */
export type StrangerSign =
  | { kind: "link" }
  /** Asks the wallet for something. */
  | { kind: "wallet-calls" }
  /** Words of those who ask for a recovery phrase or a private key, which nobody needs. */
  | { kind: "asks-for-keys" }
  /** Much at once, before any answer. */
  | { kind: "many"; count: number };

/** A stranger says hello in a few messages; a machine says everything. */
const MANY = 6;

const LINK =
  /\b(?:https?:\/\/|www\.)\S|\b[a-z0-9-]{2,}\.(?:com|org|net|io|xyz|app|gg|link|finance|eth\.limo)\b/i;

/** In both languages of the app; the words, not the sentence around them. */
const KEYS =
  /\b(?:seed|recovery|secret|mnemonic)\s+(?:phrase|words?)\b|\bprivate\s+key\b|\bfrase\s+(?:semilla|de\s+recuperaci[oó]n|secreta)\b|\bclave\s+privada\b/i;

/**
 * What stands out in what a stranger wrote, looked at on this device and told to nobody. It
 * decides nothing: people do.
 */
export function strangerSigns(contents: readonly MessageContent[]): readonly StrangerSign[] {
  const plain = contents.map((content) => (content.type === "reply" ? content.content : content));
  const texts = plain.flatMap((content) =>
    content.type === "text" || content.type === "markdown" ? content.text.slice(0, 10_000) : [],
  );
  const signs: StrangerSign[] = [];
  if (texts.some((text) => KEYS.test(text))) signs.push({ kind: "asks-for-keys" });
  if (plain.some(({ type }) => type === "wallet-calls")) signs.push({ kind: "wallet-calls" });
  if (texts.some((text) => LINK.test(text))) signs.push({ kind: "link" });
  if (plain.length >= MANY) signs.push({ kind: "many", count: plain.length });
  return signs;
}
