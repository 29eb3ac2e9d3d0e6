import { parleyServer } from "@/app/server-wiring.ts";

/** What this inbox archived, and how much of its quota that is: `{ usage, files, next? }`. */
export function GET(request: Request): Promise<Response> {
  return parleyServer().archive.list(request);
}
