import { parleyServer } from "@/app/server-wiring.ts";

/** Who is signed in to this server: `{ session: SessionInfo | null }`. */
export function GET(request: Request): Promise<Response> {
  return parleyServer().session.read(request);
}

/** Opens a session for an XMTP installation: `{ proof, signature }`. */
export function POST(request: Request): Promise<Response> {
  return parleyServer().session.prove(request);
}

/** Ends the session. */
export function DELETE(request: Request): Promise<Response> {
  return parleyServer().session.end(request);
}
