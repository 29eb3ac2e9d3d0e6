import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { filesHeightPx } from "../attachments/media-layout.ts";

const DAY_HEIGHT_PX = 40;
const LINE_HEIGHT_PX = 20;
const BUBBLE_PADDING_PX = 12;
const QUOTE_HEIGHT_PX = 46;
const CHARACTERS_A_LINE = 56;
const CARD_HEIGHT_PX = 130;
const CALL_HEIGHT_PX = 150;
const MAX_LINES = 60;

/** A guess at a row's height before it is drawn: near enough that the scroll bar stays calm. */
export function estimatedHeightPx(item: TimelineItem | undefined): number {
  if (item?.kind !== "message") return DAY_HEIGHT_PX;
  const { content } = item;
  const said = content.type === "reply" ? content.content : content;
  const card =
    said.type === "wallet-calls"
      ? CARD_HEIGHT_PX + said.request.calls.length * CALL_HEIGHT_PX
      : said.type === "transaction"
        ? CARD_HEIGHT_PX
        : said.type === "attachments"
          ? filesHeightPx(said.files) - LINE_HEIGHT_PX
          : 0;
  const text = said.type === "text" || said.type === "markdown" ? said.text : "";
  const lines = Math.min(MAX_LINES, Math.max(1, Math.ceil(text.length / CHARACTERS_A_LINE)));
  const spacing = (item.opensGroup ? 6 : 2) + (item.closesGroup ? 20 : 0);
  const extras = (content.type === "reply" ? QUOTE_HEIGHT_PX : 0) + (item.reactions ? 26 : 0);
  return card + lines * LINE_HEIGHT_PX + BUBBLE_PADDING_PX + spacing + extras;
}
