"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Account } from "@/lib/identity/core/session.ts";
import { ownPath } from "../place/embedded.ts";
import { replaceWith } from "../place/go.ts";
import { placeIn } from "../place/place.ts";

const LIST_PATH = "/";

type Seen = { inboxId?: InboxId; foreignPath?: string; isSwitched: boolean };

export type ForeignPath = {
  /** The page's address names a conversation of the account before: it is not to be opened. */
  isForeign: boolean;
  /** Another account's inbox was on the screen before this one. */
  isSwitched: boolean;
};

/**
 * Keeps one account's page address from another one, who would open, and mark as read, what it
 * names. It is left for the list; settings are everybody's.
 */
export function useForeignPath(shown: Account | undefined, isSignedOut: boolean): ForeignPath {
  const path = ownPath(usePathname());
  const [seen, setSeen] = useState<Seen>({ isSwitched: false });
  const next = see(seen, { ...(shown && { inboxId: shown.inboxId }), path, isSignedOut });
  // While rendering, not after: the first sight of the next inbox must not open it already.
  if (next !== seen) setSeen(next);
  const isForeign = next.foreignPath === path;
  useEffect(() => {
    if (isForeign) replaceWith(LIST_PATH);
  }, [isForeign]);
  return { isForeign, isSwitched: next.isSwitched };
}

type Sight = { inboxId?: InboxId; path: string; isSignedOut: boolean };

function see(seen: Seen, { inboxId, path, isSignedOut }: Sight): Seen {
  const isLeft = seen.inboxId !== undefined && seen.inboxId !== inboxId;
  if (inboxId !== undefined && inboxId !== seen.inboxId) {
    const isForeign = isLeft && placeIn(path).kind === "thread";
    return { inboxId, isSwitched: isLeft, ...(isForeign && { foreignPath: path }) };
  }
  if (isSignedOut && isLeft) {
    return { isSwitched: false, ...(path !== LIST_PATH && { foreignPath: path }) };
  }
  if (seen.foreignPath === undefined || seen.foreignPath === path) return seen;
  const { foreignPath: _, ...left } = seen;
  return left;
}
