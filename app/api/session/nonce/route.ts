import { parleyServer } from "@/app/server-wiring.ts";

/** Gives a nonce for one proof: `{ nonce, domain, origin, expiresAt }`. */
export function POST(request: Request): Promise<Response> {
  return parleyServer().session.nonce(request);
}
