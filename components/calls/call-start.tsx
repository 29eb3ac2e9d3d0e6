"use client";

import { useEffect } from "react";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { chunk, useChunk } from "../ui/chunk.ts";

const buttons = chunk(async () => (await import("./call-buttons.tsx")).CallButtons);

/** The place of the buttons that begin a call: nothing beside them moves when they come. */
export function CallStart({ threadKey }: { threadKey: ThreadKey }) {
  const CallButtons = useChunk(buttons);
  useEffect(() => buttons.load(), []);
  return (
    <div className="flex h-10 w-20 shrink-0">
      {CallButtons && <CallButtons threadKey={threadKey} />}
    </div>
  );
}
