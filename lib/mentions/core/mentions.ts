import { type Address, readAddress } from "@/lib/identity/core/address.ts";

/** Somebody who may be mentioned: by name where they have one, else by the whole address. */
export type Mentionable = { address: Address; name?: string | undefined };

/** A part of a text: words, or somebody in them. */
export type MentionSegment =
  | { kind: "text"; text: string }
  /** `text` is as it was typed; the address is left out for a name that nobody here bears. */
  | { kind: "mention"; text: string; name?: string; address?: Address };

/**
 * `@0x…` with all forty digits, or `@` and a name of ENS. Any app shows it as what it is: text.
 * After a letter it is an address of e-mail, or part of another word.
 */
const MENTION =
  /(?<![\p{L}\p{N}@._-])@(0x[0-9a-f]{40}(?![0-9a-z])|[\p{L}\p{N}_-][\p{L}\p{N}_.-]*\.eth(?![\p{L}\p{N}_-]))/giu;
/** More in one message is there to weigh it down. */
const MOST = 50;

/**
 * Takes a text apart at the people that it mentions. `addressOf` knows names; nothing is looked up
 * elsewhere.
 */
export function splitMentions(
  text: string,
  addressOf: (name: string) => Address | undefined,
): MentionSegment[] {
  if (!text.includes("@")) return [{ kind: "text", text }];
  const segments: MentionSegment[] = [];
  let from = 0;
  for (const { 0: typed, 1: named = "", index } of text.matchAll(MENTION)) {
    const mention = toMention(typed, named, addressOf);
    if (!mention) continue;
    if (index > from) segments.push({ kind: "text", text: text.slice(from, index) });
    segments.push(mention);
    from = index + typed.length;
    if (segments.length > 2 * MOST) break;
  }
  if (from < text.length) segments.push({ kind: "text", text: text.slice(from) });
  return segments;
}

function toMention(
  text: string,
  named: string,
  addressOf: (name: string) => Address | undefined,
): MentionSegment | undefined {
  if (/^0x[0-9a-f]{40}$/i.test(named)) {
    const address = readAddress(named);
    return address && { kind: "mention", text, address };
  }
  const name = named.toLowerCase();
  const address = addressOf(name);
  return { kind: "mention", text, name, ...(address && { address }) };
}

/** Whether a text mentions who `me` is, by address or by the name that they have. */
export function mentionsMe(text: string, me: Mentionable): boolean {
  const own = me.name?.toLowerCase();
  return splitMentions(text, (name) => (name === own ? me.address : undefined)).some(
    (segment) => segment.kind === "mention" && segment.address === me.address,
  );
}

/** What stands in a text for somebody: a name that every app can read, else all of the address. */
export function mentionText({ address, name }: Mentionable): string {
  const isReadable = name !== undefined && matchesWhole(name);
  return `@${isReadable ? name : address}`;
}

function matchesWhole(name: string): boolean {
  const [segment, ...others] = splitMentions(`@${name}`, () => undefined);
  return segment?.kind === "mention" && others.length === 0;
}
