import { parleyServer } from "@/app/server-wiring.ts";

/** Begins an upload, with its first bytes: `?id=UUID&cid=CID&size=BYTES`. */
export function POST(request: Request): Promise<Response> {
  return parleyServer().archive.begin(request);
}
