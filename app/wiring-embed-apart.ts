import { ownWindows } from "@/lib/embed/browser/own-window.ts";
import { type Apart, createApart } from "@/lib/embed/flow/apart.ts";
import type { Embedding } from "@/lib/embed/flow/embedding.ts";
import type { EndingLink } from "@/lib/embed/ports.ts";

/** The way into a window of Parley's own. Fetched where the browser keeps nothing for the frame. */
export function leadApart(link: EndingLink, embedding: Embedding): Apart {
  return createApart({
    openWindow: ownWindows(link.origin),
    embedding,
    letGo: link.end,
    beginAnew: () => location.reload(),
  });
}
