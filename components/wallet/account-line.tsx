import type { Address } from "@/lib/identity/core/address.ts";
import { Avatar } from "../avatar/avatar.tsx";

/** An account in full: where one decides, a shortened address is not enough. */
export function AccountLine({ label, address }: { label: string; address: Address }) {
  return (
    <div className="flex items-center gap-3 rounded-xl bg-sunken p-3">
      <Avatar address={address} sizePx={36} />
      <div className="min-w-0 flex-1">
        <p className="text-faint text-xs">{label}</p>
        <p className="foreign text-balance font-mono text-sm">{address}</p>
      </div>
    </div>
  );
}
