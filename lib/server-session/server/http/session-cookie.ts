import { FRAMED_HEADER } from "../../core/framed.ts";
import type { Ticket } from "../../core/ticket.ts";

/** The cookie of one site's sessions, in a request and in an answer. */
export type SessionCookie = {
  /** What the request brought; undefined when nothing. */
  read(request: Request): string | undefined;
  /** For the answer to this request, one header each. */
  set(request: Request, sealed: string, ticket: Ticket, nowMs: number): string[];
  /** Both: who signs out is signed out in frames too, as far as this answer reaches. */
  clear(): string[];
};

/**
 * Readable by no script, sent by no page of another site. Behind TLS its name makes browsers hold it
 * to this one host (`__Host-`, RFC 6265bis); without TLS, on this machine only, they would refuse that.
 *
 * In a frame of another site's page browsers would keep no such cookie. What asks from a frame gets a
 * second one, which is sent below that site alone (`Partitioned`, CHIPS); where both are kept, the frame is in
 * a page of this very site, and the first one counts.
 */
export function sessionCookie(origin: string): SessionCookie {
  const isSecure = origin.startsWith("https:");
  const own = {
    name: isSecure ? "__Host-parley-session" : "parley-session",
    rules: `Path=/; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`,
  };
  const framed = {
    name: `${own.name}-framed`,
    rules: "Path=/; HttpOnly; SameSite=None; Secure; Partitioned",
  };

  function write(kinds: readonly (typeof own)[], value: string, seconds: number): string[] {
    return kinds.map(({ name, rules }) => `${name}=${value}; ${rules}; Max-Age=${seconds}`);
  }

  return {
    read: (request) => {
      const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
      const heldBy = (name: string) =>
        pairs.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) || undefined;
      return heldBy(own.name) ?? heldBy(framed.name);
    },
    set: (request, sealed, { expiresAtMs }, nowMs) =>
      write(
        request.headers.has(FRAMED_HEADER) ? [own, framed] : [own],
        sealed,
        Math.max(0, Math.ceil((expiresAtMs - nowMs) / 1_000)),
      ),
    clear: () => write([own, framed], "", 0),
  };
}
