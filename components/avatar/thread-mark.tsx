import { User, Users } from "lucide-react";
import type { Address } from "@/lib/identity/core/address.ts";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { Face } from "./face.tsx";

type ThreadMarkProps = {
  threadKey: ThreadKey;
  /** The other side of a DM, once it is known. */
  address?: Address | undefined;
  sizePx: number;
};

/** Whom a conversation is with, at a glance: their face; a sign where there is none to show. */
export function ThreadMark({ threadKey, address, sizePx }: ThreadMarkProps) {
  if (address) return <Face address={address} sizePx={sizePx} />;
  const Sign = dmInboxId(threadKey) ? User : Users;
  return (
    <span
      aria-hidden="true"
      style={{ width: sizePx, height: sizePx }}
      className="flex shrink-0 items-center justify-center rounded-full bg-sunken text-soft"
    >
      <Sign size={sizePx * 0.45} />
    </span>
  );
}
