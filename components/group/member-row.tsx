"use client";

import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import type { GroupMember } from "@/lib/messaging/core/group.ts";
import { Face } from "../avatar/face.tsx";
import { NameWarning } from "../name/name-warning.tsx";
import type { People } from "./use-people.ts";

export const MEMBER_HEIGHT_PX = 52;

type MemberRowProps = { member: GroupMember; people: People; onOpen: () => void };

/** Somebody in a group: who, and what they may do beyond writing. A press opens more. */
export function MemberRow({ member, people, onOpen }: MemberRowProps) {
  const t = useTranslations("group");
  const name = people.nameOf(member);
  const { address, role, isLeaving } = member;
  const short = address && shortAddress(address);
  return (
    <button
      type="button"
      onClick={onOpen}
      title={address}
      className="flex h-12 w-full items-center gap-3 rounded-xl px-2 text-left transition-colors hover:bg-hover"
    >
      {address && <Face address={address} sizePx={32} />}
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <span className="foreign truncate font-semibold text-sm">{name}</span>
          <NameWarning name={people.shownName(member)} />
        </span>{" "}
        {(isLeaving || short !== name) && (
          <span className="block truncate text-faint text-xs">
            {isLeaving ? t("members.leaving") : short}
          </span>
        )}
      </span>{" "}
      {role !== "member" && (
        <span className="shrink-0 rounded-full bg-sunken px-2 py-0.5 font-semibold text-2xs text-soft">
          {t(`roles.${role}`)}
        </span>
      )}
    </button>
  );
}
