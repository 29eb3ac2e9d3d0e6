import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useName } from "@/lib/react/use-names.ts";
import type { MessageHit } from "@/lib/react/use-search.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { displayName } from "../ui/names.ts";
import { useTimes } from "../ui/use-times.ts";
import { MarkedParts } from "./marked-text.tsx";
import { OptionRow } from "./option-row.tsx";
import { RequestTag } from "./request-tag.tsx";
import { useWriter } from "./use-writer.ts";

type FoundMessageRowProps = ComponentProps<"div"> & {
  hit: MessageHit;
  /** The conversation that it is in. */
  row: InboxRow;
  nowMs: number;
};

/** A message that was found: where, when, who wrote it, and the words around the match. */
export function FoundMessageRow({ hit, row, nowMs, ...option }: FoundMessageRowProps) {
  const { message, snippet } = hit;
  const t = useTranslations("inbox");
  const times = useTimes();
  const peerName = useName(row.peer?.address);
  const writer = useWriter(hit);
  const sentAtMs = Number(message.sentAtNs / 1_000_000n);
  return (
    <OptionRow
      {...option}
      data-found-message={message.id}
      className="items-start"
      mark={<ThreadMark threadKey={row.key} address={row.peer?.address} sizePx={36} />}
    >
      <p className="flex items-baseline gap-2">
        <span className="foreign min-w-0 flex-1 truncate font-semibold">
          {displayName(row, t("group"), peerName?.name)}
        </span>
        <RequestTag row={row} />
        <time title={times.full(sentAtMs)} className="shrink-0 text-faint text-xs">
          {times.row(sentAtMs, nowMs)}
        </time>
      </p>
      <p className="foreign line-clamp-2 text-sm text-soft">
        {writer && <span className="text-faint">{writer}: </span>}
        <bdi>
          <MarkedParts parts={snippet} />
        </bdi>
      </p>
    </OptionRow>
  );
}
