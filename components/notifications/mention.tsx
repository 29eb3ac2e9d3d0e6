"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { type Told, useNotifications } from "@/lib/react/use-notifications.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { threadPath } from "../inbox/thread-path.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { announce } from "../ui/announcements.tsx";
import { IconButton } from "../ui/icon-button.tsx";

const SHOWN_MS = 6_000;

type MentionProps = {
  words: (told: Told) => { title: string; body: string };
  /** Where the list is on the screen and says it already: everywhere, beside what is open, nowhere. */
  listed: "always" | "beside" | "never";
};

/**
 * A message that came into another conversation while somebody works here. It lies over what one
 * reads and moves nothing of it, and goes by itself unless the pointer or the focus is on it.
 */
export function Mention({ words, listed }: MentionProps) {
  const t = useTranslations("notifications");
  const { mention, dismiss } = useNotifications();
  const [isHeld, setHeld] = useState(false);

  useEffect(() => {
    if (!mention || isHeld) return;
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [mention, isHeld, dismiss]);

  const row = mention?.row;
  const said = row && words({ kind: "conversation", row });
  const spoken = said && t("spoken", said);
  useEffect(() => {
    if (spoken) announce(spoken);
  }, [spoken]);

  if (!row || !said || listed === "always") return null;
  return (
    <section
      aria-label={t("new")}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={clsx(
        "appear fixed top-[max(0.5rem,env(safe-area-inset-top))] right-2 left-2 z-20 flex items-center rounded-2xl border border-rule bg-raised pr-1 shadow-pop split:left-auto split:w-88",
        listed === "beside" && "split:hidden",
      )}
    >
      <PlaceLink
        href={threadPath(row)}
        onClick={dismiss}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-2xl p-2.5"
      >
        <ThreadMark threadKey={row.key} address={row.peer?.address} sizePx={36} />
        <span className="flex min-w-0 flex-col">
          <span className="foreign truncate font-semibold text-sm">{said.title}</span>
          <span className="truncate text-soft text-sm">
            <bdi>{said.body}</bdi>
          </span>
        </span>
      </PlaceLink>
      <IconButton label={t("dismiss")} onClick={dismiss}>
        <X aria-hidden="true" size={18} />
      </IconButton>
    </section>
  );
}
