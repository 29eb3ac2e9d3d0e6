"use client";

import { UserPlus } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useInboxRows } from "@/lib/react/use-inbox-rows.ts";
import { useAllNames } from "@/lib/react/use-names.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { nameIn, parseRecipient } from "../inbox/recipient.ts";
import { threadPath } from "../inbox/thread-path.ts";
import { goTo } from "../place/go.ts";
import { displayName } from "../ui/names.ts";
import { bestMatches } from "./match.ts";
import { type PaletteAction, useOfferedActions } from "./registry.ts";

/** One line of the palette. */
export type PaletteItem = {
  id: string;
  heading: string;
  label: string;
  art: ReactNode;
  keys?: string | undefined;
  run: () => void;
};

/** With nothing typed: those one talked with last. */
const RECENT = 5;
const MOST_CONVERSATIONS = 8;

/** What answers to what was typed: conversations first, then what one can do. */
export function usePaletteItems(typed: string): PaletteItem[] {
  const t = useTranslations("palette");
  const tInbox = useTranslations("inbox");
  const { rows } = useInboxRows();
  const names = useAllNames();
  const actions = useOfferedActions();

  const people = useMemo(
    () =>
      rows.map((row) => {
        const { peer } = row;
        const name = displayName(row, tInbox("group"), peer && names.get(peer.address)?.name);
        return { row, name, text: `${name} ${peer?.address ?? ""}` };
      }),
    [rows, names, tInbox],
  );

  return useMemo(() => {
    const found = bestMatches(typed, people, ({ text }) => text)
      .slice(0, typed.trim() === "" ? RECENT : MOST_CONVERSATIONS)
      .map(({ row, name }) => toConversation(row, name, t("conversations")));
    const newcomer = newcomerIn(typed, rows);
    const write: PaletteItem[] = newcomer
      ? [
          {
            id: "newcomer",
            heading: t("conversations"),
            label: t("writeTo", { name: newcomer }),
            art: <UserPlus aria-hidden="true" size={18} />,
            run: () => goTo(`/dm/${encodeURIComponent(newcomer)}`),
          },
        ]
      : [];
    const answering = bestMatches(typed, actions, ({ label, keywords }) => `${label} ${keywords}`);
    return [...found, ...write, ...inHeadings(answering).map(toItem)];
  }, [typed, people, rows, actions, t]);
}

function toConversation(row: InboxRow, name: string, heading: string): PaletteItem {
  return {
    id: row.key,
    heading,
    label: name,
    art: <ThreadMark threadKey={row.key} address={row.peer?.address} sizePx={24} />,
    run: () => goTo(threadPath(row)),
  };
}

function toItem({ id, heading, label, icon: Icon, keys, run }: PaletteAction): PaletteItem {
  return { id, heading, label, keys, run, art: <Icon aria-hidden="true" size={18} /> };
}

/** The best first, and after each the others of its heading. */
function inHeadings(actions: readonly PaletteAction[]): PaletteAction[] {
  const headings = [...new Set(actions.map(({ heading }) => heading))];
  return headings.flatMap((heading) => actions.filter((action) => action.heading === heading));
}

/** An address or a name in what was typed, of somebody with whom there is no conversation yet. */
function newcomerIn(typed: string, rows: readonly InboxRow[]): string | undefined {
  const name = nameIn(typed);
  if (name) return name;
  try {
    const address = parseRecipient(typed);
    return rows.some(({ peer }) => peer?.address === address) ? undefined : address;
  } catch {
    return undefined;
  }
}
