"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { ParleyError } from "@/lib/errors/base.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useForward } from "@/lib/react/use-forward.ts";
import { useInboxRows } from "@/lib/react/use-inbox-rows.ts";
import { useNames } from "@/lib/react/use-names.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { forwarded, isInside, type MessageItem } from "../timeline/message-actions.ts";
import { Dialog } from "../ui/dialog.tsx";
import { displayName } from "../ui/names.ts";
import { ErrorSentence } from "../wallet/error-sentence.tsx";

/** So many are offered at once; more are found by their name. */
const MOST_OFFERED = 50;

type ForwardDialogProps = {
  items: readonly MessageItem[] | undefined;
  onClose: () => void;
  /** Where they went. */
  onForwarded: (to: InboxRow) => void;
};

/** Asks to whom messages are to be sent on. Their words and files go, not who wrote them. */
export function ForwardDialog({ items, onClose, onForwarded }: ForwardDialogProps) {
  const t = useTranslations("thread.forward");
  return (
    <Dialog
      open={items !== undefined}
      onClose={onClose}
      title={t("title", { count: items?.length ?? 0 })}
    >
      <p className="text-sm text-soft">{t("body")}</p>
      {items && <Recipients items={items} onClose={onClose} onForwarded={onForwarded} />}
    </Dialog>
  );
}

function Recipients({
  items,
  onClose,
  onForwarded,
}: ForwardDialogProps & { items: readonly MessageItem[] }) {
  const t = useTranslations("thread.forward");
  const tInbox = useTranslations("inbox");
  const { canArchive, forward } = useForward();
  const [failure, setFailure] = useState<ParleyError>();
  const isStuck = !canArchive && items.some(isInside);
  const { rows } = useInboxRows();
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query.trim().toLowerCase());
  const names = useNames(useMemo(() => rows.flatMap((row) => row.peer?.address ?? []), [rows]));
  const found = rows
    .filter(({ consent }) => consent !== "denied")
    .map((row) => {
      const peerName = row.peer && names.get(row.peer.address)?.name;
      return { row, name: displayName(row, tInbox("group"), peerName) };
    })
    .filter(
      ({ row, name }) =>
        name.toLowerCase().includes(wanted) || row.peer?.address.toLowerCase().startsWith(wanted),
    );
  const send = async (to: InboxRow) => {
    const error = await forward(
      to.key,
      items.flatMap((item) => forwarded(item) ?? []),
    );
    setFailure(error);
    if (error) return;
    onClose();
    onForwarded(to);
  };
  if (isStuck) return <p role="alert">{t("noArchive")}</p>;
  return (
    <>
      {failure && <ErrorSentence error={failure} />}
      <input
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        aria-label={t("search")}
        placeholder={t("search")}
        className="min-h-10 w-full rounded-xl border border-strong/50 bg-raised px-3 text-base placeholder:text-faint"
      />
      <ul className="scroll-pane -mx-2 max-h-72">
        {found.slice(0, MOST_OFFERED).map(({ row, name }) => (
          <li key={row.key}>
            <button
              type="button"
              onClick={() => void send(row)}
              className="flex min-h-12 w-full items-center gap-3 rounded-xl px-2 text-left hover:bg-hover"
            >
              <ThreadMark threadKey={row.key} address={row.peer?.address} sizePx={32} />
              <span className="foreign truncate">{name}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="text-faint text-sm">{t("none")}</p>}
    </>
  );
}
