"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useDeferredValue, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { GroupMember, GroupRecord } from "@/lib/messaging/core/group.ts";
import { Dialog } from "../ui/dialog.tsx";
import { MEMBER_HEIGHT_PX, MemberRow } from "./member-row.tsx";
import { usePeople } from "./use-people.ts";

type MembersDialogProps = {
  open: boolean;
  group: GroupRecord;
  onClose: () => void;
  onOpen: (member: GroupMember) => void;
};

/** Everybody in a group, however many: found by name or address. */
export function MembersDialog({ open, group, onClose, onOpen }: MembersDialogProps) {
  const t = useTranslations("group.members");
  return (
    <Dialog open={open} onClose={onClose} title={t("title", { count: group.members.length })}>
      <Members members={group.members} onOpen={onOpen} />
    </Dialog>
  );
}

function Members({
  members,
  onOpen,
}: Pick<MembersDialogProps, "onOpen"> & { members: readonly GroupMember[] }) {
  const t = useTranslations("group.members");
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query.trim().toLowerCase());
  const people = usePeople(members);
  const found = members.filter(
    (member) =>
      people.nameOf(member).toLowerCase().includes(wanted) ||
      member.address?.toLowerCase().startsWith(wanted),
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => MEMBER_HEIGHT_PX,
    getItemKey: useCallback((index: number) => found[index]?.inboxId ?? index, [found]),
    overscan: 6,
  });
  return (
    <>
      <input
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        aria-label={t("find")}
        placeholder={t("find")}
        className="min-h-10 w-full rounded-xl border border-strong/50 bg-raised px-3 text-base placeholder:text-faint"
      />
      <div ref={scroller} className="scroll-pane -mx-2 h-[min(28rem,55dvh)]">
        <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const member = found[index];
            if (!member) return null;
            return (
              <li
                key={key}
                aria-setsize={found.length}
                aria-posinset={index + 1}
                className="absolute top-0 left-0 w-full"
                style={{ transform: `translateY(${start}px)` }}
              >
                <MemberRow member={member} people={people} onOpen={() => onOpen(member)} />
              </li>
            );
          })}
        </ul>
        {found.length === 0 && <p className="px-2 text-faint text-sm">{t("none")}</p>}
      </div>
    </>
  );
}
