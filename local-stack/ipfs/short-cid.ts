/** Their first seven letters say what they are, and are the same in all that are added here. */
const SHOWN = 15;

/** A CID cut so that it tells files apart in a log, and can't be fetched by who reads that. */
export function shortCid(cid: { toString(): string }): string {
  const text = cid.toString();
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
