"use client";

import { useEffect, useMemo } from "react";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { useRegards } from "@/lib/react/use-regard.ts";
import type { CardPlace } from "../timeline/card-place.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { threadFiles } from "./thread-files.ts";
import { endView, useViewed } from "./viewing.ts";

type ViewerHostProps = {
  items: readonly TimelineItem[];
  place: CardPlace;
  nameOf: (inboxId: InboxId) => string;
};

const viewer = chunk(async () => (await import("./viewer/viewer.tsx")).Viewer);

/** Where files of the thread are looked at; fetched with the first that is. */
export function ViewerHost({ items, place, nameOf }: ViewerHostProps) {
  const key = useViewed();
  const Viewer = useChunk(viewer);
  const regardOf = useRegards();
  const files = useMemo(
    () => (key === undefined ? [] : threadFiles(items, place, regardOf)),
    [key, items, place, regardOf],
  );
  // Another conversation, or none: what was looked at is not of it.
  useEffect(() => endView, []);
  const viewed = files.find((file) => file.key === key);
  if (!viewed) return null;
  viewer.load();
  return Viewer && <Viewer files={files} viewed={viewed} nameOf={nameOf} onClose={endView} />;
}
