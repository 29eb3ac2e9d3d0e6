import type { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupChange, PlainContent } from "@/lib/messaging/core/records.ts";
import { isolated } from "../ui/isolate.tsx";
import { plainName } from "../ui/names.ts";

/** More people than these are counted instead of named. */
const MOST_NAMED = 3;

export type ChangeWords = {
  t: ReturnType<typeof useTranslations<"group.changes">>;
  /** Of somebody else. */
  nameOf: (inboxId: InboxId) => string;
  self: InboxId | undefined;
  locale: string;
  duration: (ms: number) => string;
};

type Changed = Extract<PlainContent, { type: "group-changed" }>;
type PeopleChange = Extract<GroupChange, { inboxIds: InboxId[] }>;
type FieldChange = Exclude<GroupChange, PeopleChange>;

/**
 * What happened in a group, a sentence for each change; names in them are isolated. Who did
 * something and whom it was about are called as one calls them to the reader's face.
 */
export function changeSentences({ by, changes }: Changed, words: ChangeWords): string[] {
  return changes.map((change) =>
    "inboxIds" in change ? peopleSentence(change, by, words) : fieldSentence(change, by, words),
  );
}

function peopleSentence({ kind, inboxIds }: PeopleChange, by: InboxId, words: ChangeWords): string {
  const { t, self } = words;
  const isSubject = kind === "left" || kind === "leaving";
  const isAboutSelf = inboxIds.length === 1 && inboxIds[0] === self;
  const isAlone = inboxIds.length === 1 && inboxIds[0] === by;
  const who = isSubject
    ? isAboutSelf && "byYou"
    : by === self
      ? isAlone && STEPS_DOWN.has(kind)
        ? "youAlone"
        : "byYou"
      : isAboutSelf
        ? "you"
        : isAlone && STEPS_DOWN.has(kind) && "alone";
  return t(kind, {
    who: who || "other",
    by: nameIn(by, words),
    names: isSubject ? subjects(inboxIds, words) : objects(inboxIds, words),
    count: inboxIds.length,
  });
}

/** What one may do to oneself, and says so. */
const STEPS_DOWN: ReadonlySet<GroupChange["kind"]> = new Set([
  "no-longer-admin",
  "no-longer-super-admin",
]);

function fieldSentence({ kind, value }: FieldChange, by: InboxId, words: ChangeWords): string {
  const { t, self, duration } = words;
  const who = by === self ? "byYou" : "other";
  const actor = nameIn(by, words);
  const shown = kind === "name" ? plainName(value) : value;
  if (shown === undefined) return t(`${kind}-gone`, { who, by: actor });
  if (kind === "disappearing")
    return t(kind, { who, by: actor, value: duration(Number(shown) / 1_000_000) });
  return kind === "name"
    ? t(kind, { who, by: actor, value: isolated(shown) })
    : t(kind, { who, by: actor });
}

function subjects(inboxIds: readonly InboxId[], words: ChangeWords): string {
  const { t, self } = words;
  if (inboxIds.length > MOST_NAMED) return t("people", { count: inboxIds.length });
  const names = ownLast(inboxIds, self).map((id) =>
    id === self ? t("subjectYou") : nameIn(id, words),
  );
  return joined(names, words);
}

function objects(inboxIds: readonly InboxId[], words: ChangeWords): string {
  const { t, self } = words;
  if (inboxIds.length > MOST_NAMED) return t("objectPeople", { count: inboxIds.length });
  const names = ownLast(inboxIds, self).map((id) =>
    id === self ? t("objectYou") : t("object", { name: nameIn(id, words) }),
  );
  return joined(names, words);
}

function nameIn(inboxId: InboxId, { nameOf }: ChangeWords): string {
  return isolated(nameOf(inboxId));
}

function ownLast(inboxIds: readonly InboxId[], self: InboxId | undefined): InboxId[] {
  return [...inboxIds].sort((a, b) => Number(a === self) - Number(b === self));
}

function joined(names: readonly string[], { locale }: ChangeWords): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}
