import { User } from "lucide-react";
import type { Address } from "@/lib/identity/core/address.ts";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { Face } from "./face.tsx";
import { GroupFlag } from "./group-flag.tsx";

type ThreadMarkProps = {
  threadKey: ThreadKey;
  /** The other side of a DM, once it is known. */
  address?: Address | undefined;
  sizePx: number;
};

/** Whom a conversation is with, at a glance: their face, or the flag of a group. */
export function ThreadMark({ threadKey, address, sizePx }: ThreadMarkProps) {
  if (address) return <Face address={address} sizePx={sizePx} />;
  if (!dmInboxId(threadKey)) return <GroupFlag id={threadKey} sizePx={sizePx} />;
  return (
    <span
      aria-hidden="true"
      style={{ width: sizePx, height: sizePx }}
      className="flex shrink-0 items-center justify-center rounded-full bg-sunken text-soft"
    >
      <User size={sizePx * 0.45} />
    </span>
  );
}
