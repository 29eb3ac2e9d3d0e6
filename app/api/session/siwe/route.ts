import { parleyServer } from "@/app/server-wiring.ts";

/** Opens a session for a wallet by EIP-4361: `{ message, signature }`. */
export function POST(request: Request): Promise<Response> {
  return parleyServer().session.proveWallet(request);
}
