import { parleyServer } from "@/app/server-wiring.ts";

/** What opens the relays of calls for some minutes: `{ relay: RelayAccess | null }`. */
export function POST(request: Request): Promise<Response> {
  return parleyServer().relay(request);
}
