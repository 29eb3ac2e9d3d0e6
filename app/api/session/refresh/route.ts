import { parleyServer } from "@/app/server-wiring.ts";

/** Gives the session its next cookie, and asks the network whether its holder still belongs there. */
export function POST(request: Request): Promise<Response> {
  return parleyServer().session.refresh(request);
}
