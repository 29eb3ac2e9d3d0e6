import type { Ticket } from "../../core/ticket.ts";

/** The cookie of one site's sessions, in a request and in an answer. */
export type SessionCookie = {
  /** What the request brought; undefined when nothing. */
  read(request: Request): string | undefined;
  set(sealed: string, ticket: Ticket, nowMs: number): string;
  clear(): string;
};

/**
 * Readable by no script, sent by no page of another site. Behind TLS its name makes browsers hold it
 * to this one host (`__Host-`, RFC 6265bis); without TLS, on this machine only, they would refuse that.
 */
export function sessionCookie(origin: string): SessionCookie {
  const isSecure = origin.startsWith("https:");
  const name = isSecure ? "__Host-parley-session" : "parley-session";
  const rules = `Path=/; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`;
  return {
    read: (request) => {
      const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
      const pair = pairs.find((each) => each.startsWith(`${name}=`));
      return pair?.slice(name.length + 1) || undefined;
    },
    set: (sealed, { expiresAtMs }, nowMs) => {
      const seconds = Math.max(0, Math.ceil((expiresAtMs - nowMs) / 1_000));
      return `${name}=${sealed}; ${rules}; Max-Age=${seconds}`;
    },
    clear: () => `${name}=; ${rules}; Max-Age=0`,
  };
}
