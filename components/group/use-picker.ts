"use client";

import { type Dispatch, type SetStateAction, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { MAX_GROUP_MEMBERS } from "@/lib/messaging/core/group.ts";
import type { PeerRecord } from "@/lib/messaging/core/records.ts";
import { useGroups } from "@/lib/react/use-groups.ts";
import { parseRecipient } from "../inbox/recipient.ts";
import { useRecipient } from "../inbox/use-recipient.ts";
import { announce } from "../ui/announcements.tsx";
import { personName } from "../ui/names.ts";
import { splitRecipients } from "./split-recipients.ts";

/** Somebody to be brought into a group, by the name that they were found by. */
export type Picked = PeerRecord & { name?: string };

export type PickerOptions = {
  self: Address;
  picked: readonly Picked[];
  onChange: Dispatch<SetStateAction<readonly Picked[]>>;
  /** Who is in the group already. */
  members?: ReadonlySet<InboxId>;
};

/** Choosing people for a group, by address, by name, or several at once. */
export function usePicker({ self, picked, onChange, members }: PickerOptions) {
  const t = useTranslations("group.picker");
  const { findPerson } = useGroups();
  const [note, setNote] = useState<string>();
  const [isReading, setIsReading] = useState(false);

  /** Those of `found` who are new here, up to as many as a group can hold. */
  function put(found: readonly Picked[]): void {
    const there = new Set([...picked.map(({ inboxId }) => inboxId), ...(members ?? [])]);
    const fresh = found.filter(({ inboxId }, index) => {
      const isFirst = found.findIndex((other) => other.inboxId === inboxId) === index;
      return isFirst && !there.has(inboxId);
    });
    const [known] = found;
    if (found.length === 1 && fresh.length === 0 && known) {
      setNote(t("there", { name: nameOf(known) }));
      return;
    }
    const most = Math.max(0, MAX_GROUP_MEMBERS - Math.max(1, members?.size ?? 1));
    setNote(picked.length + fresh.length > most ? t("full") : undefined);
    // Finding them takes a while, in which others may have been chosen or taken out.
    onChange((before) => {
      const chosen = new Set(before.map(({ inboxId }) => inboxId));
      return [...before, ...fresh.filter(({ inboxId }) => !chosen.has(inboxId))].slice(0, most);
    });
    const [only] = fresh;
    if (fresh.length === 1 && only) announce(t("added", { name: nameOf(only) }));
  }

  const recipient = useRecipient(self, async (address, typed) => {
    const person = await findPerson(address);
    put([{ ...person, ...(typed && { name: typed.name }) }]);
    recipient.write("");
  });

  /** Takes what was pasted as several; who can't be added stays in the field. */
  async function paste(text: string): Promise<void> {
    setIsReading(true);
    const found: PeerRecord[] = [];
    const failed: string[] = [];
    for (const part of splitRecipients(text)) {
      const person = await tryToFind(part);
      if (person) found.push(person);
      else failed.push(part);
    }
    setIsReading(false);
    put(found);
    recipient.write(failed.join(" "));
    if (failed.length > 0) setNote(t("unread", { count: failed.length }));
  }

  async function tryToFind(text: string): Promise<PeerRecord | undefined> {
    try {
      return await findPerson(parseRecipient(text));
    } catch {
      return undefined;
    }
  }

  const takeOut = useCallback(
    (inboxId: InboxId) =>
      onChange((before) => before.filter((person) => person.inboxId !== inboxId)),
    [onChange],
  );

  return {
    ...recipient,
    note,
    isReading,
    put,
    paste,
    write: (text: string) => {
      setNote(undefined);
      recipient.write(text);
    },
    takeOut,
  };
}

export function nameOf({ address, name }: Picked): string {
  return personName(address, name);
}
