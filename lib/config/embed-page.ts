/** The page that other sites may show in a frame of theirs, and everything below it. */
const EMBED_PATH = /^\/embed(?:\/|$)/;

/** The window that such a frame opens where its browser keeps nothing for it, and everything below it. */
const EMBED_WINDOW_PATH = /^\/embed\/window(?:\/|$)/;

/** By which the proxy says what language the framing page wishes for. */
export const LOCALE_HEADER = "x-parley-locale";

/** By which the proxy says whose page may frame this one. No request brings it in. */
export const EMBED_HOST_HEADER = "x-parley-embed-host";

export function isEmbedPath(pathname: string): boolean {
  return EMBED_PATH.test(pathname);
}

export function isEmbedWindowPath(pathname: string): boolean {
  return EMBED_WINDOW_PATH.test(pathname);
}

/**
 * The origin of the page that asks to frame Parley, if the operator lets it. What it says of itself
 * is no proof: the answer may be framed by that origin alone, and speaks to no other.
 */
export function embedHostOf(
  asked: string | readonly string[] | null | undefined,
  allowed: readonly string[],
): string | undefined {
  return allowed.find((origin) => origin === asked);
}
