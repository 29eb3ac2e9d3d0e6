"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { useAllNames } from "@/lib/react/use-names.ts";
import type { Range } from "@/lib/search/core/match.ts";
import { findNamed } from "@/lib/search/core/people.ts";
import { displayName } from "../ui/names.ts";

/** Somebody one talks with, or a group, and what of its name was looked for. */
export type FoundPerson = { row: InboxRow; name: string; ranges: Range[] };

const NOBODY: readonly InboxRow[] = [];

/** Whom of the list somebody means: by a name that is known here, or by a part of an address. */
export function usePeopleSearch(text: string, all: readonly InboxRow[]): FoundPerson[] {
  const t = useTranslations("inbox");
  const names = useAllNames();
  const rows = text.trim() === "" ? NOBODY : all;
  const people = useMemo(
    () =>
      rows
        .filter(({ consent }) => consent !== "denied")
        .map((row) => {
          const address = row.peer?.address;
          const known = address && names.get(address)?.name;
          return { row, address, name: displayName(row, t("group"), known) };
        }),
    [rows, names, t],
  );
  return useMemo(
    () => findNamed(text, people).map(({ of, ranges }) => ({ row: of.row, name: of.name, ranges })),
    [text, people],
  );
}
