/** Whether it carries a call, or only tells addresses (STUN). */
export function isRelay({ urls }: { urls: readonly string[] }): boolean {
  return urls.some((url) => /^turns?:/i.test(url));
}

/** What opens relays (TURN, RFC 8656) until it ends. */
export type RelayAccess = {
  urls: readonly string[];
  username: string;
  credential: string;
  expiresAtMs: number;
};

/** Reads what a server gave; undefined for anything else. */
export function parseRelayAccess(value: unknown): RelayAccess | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { urls, username, credential, expiresAtMs } = value as Partial<
    Record<keyof RelayAccess, unknown>
  >;
  const isWhole =
    Array.isArray(urls) &&
    urls.every((url) => typeof url === "string" && /^turns?:/.test(url)) &&
    typeof username === "string" &&
    typeof credential === "string" &&
    typeof expiresAtMs === "number";
  return isWhole ? { urls, username, credential, expiresAtMs } : undefined;
}
