import { type Address, shortAddress } from "@/lib/identity/core/address.ts";

/** `parley-0xf39f-2266-2026-11-24`: whose archive and of which day, without the whole address. */
export function archiveName(self: Address, nowMs: number): string {
  const day = new Date(nowMs).toISOString().slice(0, 10);
  return `parley-${shortAddress(self).replace("…", "-")}-${day}`;
}
