/** Enough for art that is kept on a chain. */
const MAX_SVG_BYTES = 256 * 1024;
/** Parts that repeat others may be nested: this many make some thousand shapes at the worst. */
const MAX_REPEATS = 24;

/** Whether the bytes are an SVG, by how they begin. */
export function isSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  return /^(?:<\?xml|<!--|<svg[\s/>])/i.test(start) && /<svg[\s/>]/i.test(start);
}

/**
 * The text of an SVG that may be drawn as a picture; undefined for one that could keep the page
 * busy (entities, nested repetitions, filters) or that holds more than a drawing. As a picture it
 * runs no script and loads nothing in any case (SVG integration, secure static mode).
 */
export function tameSvg(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_SVG_BYTES) return undefined;
  const text = new TextDecoder().decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)|<(?:\w+:)?(?:script|foreignObject|filter)[\s/>]/i.test(text)) {
    return undefined;
  }
  const repeats = text.match(/<(?:\w+:)?(?:use|pattern|marker|mask)[\s/>]/gi)?.length ?? 0;
  return repeats > MAX_REPEATS ? undefined : text;
}
