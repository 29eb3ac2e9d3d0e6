import { ParleyError } from "@/lib/errors/base.ts";

/**
 * Browsers say with every such request whose page asks; a script that is none can say it too.
 * Fails with `server.wrong-origin`.
 */
export function requireOwnOrigin({ headers }: Request, origin: string): void {
  const site = headers.get("sec-fetch-site");
  if (headers.get("origin") === origin && (site === null || site === "same-origin")) return;
  throw new ParleyError("server.wrong-origin", "Not a page of this site");
}
