/** A piece of a message: plain text, or a link with its host as the browser will resolve it. */
export type Segment =
  | { kind: "text"; text: string }
  | { kind: "link"; href: string; scheme: string; host: string; rest: string };

const LINK = /\bhttps?:\/\/[^\s<>"'`\u200b\u2060\ufeff\p{Bidi_Control}]{1,2048}/giu;
const TRAILING = new Set(".,:;!?…’”»*_~|\\");
const BRACKETS = ["()", "[]", "{}"];

/**
 * Splits a text at its links. Only http and https, none with a user name in front of the host
 * (it reads like another host); the host is the resolved one, so a look-alike shows as `xn--…`.
 */
export function splitLinks(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const typed = withoutTrailing(match[0]);
    const link = parseLink(typed);
    if (!link) continue;
    if (match.index > end) segments.push({ kind: "text", text: text.slice(end, match.index) });
    segments.push(link);
    end = match.index + typed.length;
  }
  if (end < text.length) segments.push({ kind: "text", text: text.slice(end) });
  return segments;
}

/**
 * Drops the punctuation of the sentence around a link, and brackets that open outside it. Each
 * character is looked at once: a stranger may send a megabyte of nothing else.
 */
function withoutTrailing(typed: string): string {
  const unopened = new Map(
    BRACKETS.map(([opener = "", closer = ""]) => [
      closer,
      count(typed, closer) - count(typed, opener),
    ]),
  );
  let end = typed.length;
  for (; end > 0; end--) {
    const last = typed.charAt(end - 1);
    const surplus = unopened.get(last);
    const belongsOutside = surplus === undefined ? TRAILING.has(last) : surplus > 0;
    if (!belongsOutside) break;
    if (surplus !== undefined) unopened.set(last, surplus - 1);
  }
  return typed.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function parseLink(typed: string): Segment | undefined {
  const url = URL.parse(typed);
  if (!url || url.username || url.password) return undefined;
  const scheme = `${url.protocol}//`;
  const rest = typed.slice(scheme.length).replace(/^[^/?#]*/, "");
  return { kind: "link", href: url.href, scheme, host: url.host, rest };
}
