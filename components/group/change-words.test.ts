import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import en from "@/lib/i18n/en/index.ts";
import es from "@/lib/i18n/es/index.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupChange } from "@/lib/messaging/core/records.ts";
import { withoutMarks } from "../ui/isolate.tsx";
import { type ChangeWords, changeSentences } from "./change-words.ts";

const [me, ana, ben, cleo] = ["me", "ana", "ben", "cleo"] as InboxId[] as [
  InboxId,
  InboxId,
  InboxId,
  InboxId,
];
const NAMES: Record<string, string> = { ana: "Ana", ben: "Ben", cleo: "Cleo" };
const crowd = Array.from({ length: 12 }, (_, i) => `p${i}` as InboxId);

function wordsIn(locale: "en" | "es"): ChangeWords {
  const messages = locale === "en" ? en : es;
  const t = createTranslator({ locale, messages, namespace: "group.changes" });
  return {
    t: t as ChangeWords["t"],
    nameOf: (inboxId) => NAMES[inboxId] ?? inboxId,
    self: me,
    locale,
    duration: (ms) => (locale === "en" ? `${ms / 86_400_000} day` : `${ms / 86_400_000} día`),
  };
}

const DAY_NS = String(86_400_000_000_000n);

const CASES: [by: InboxId, change: GroupChange, english: string, spanish: string][] = [
  [
    ana,
    { kind: "added", inboxIds: [ben, cleo] },
    "Ana added Ben and Cleo.",
    "Ana añadió a Ben y a Cleo.",
  ],
  [ana, { kind: "added", inboxIds: [me] }, "Ana added you.", "Ana te añadió."],
  [
    ana,
    { kind: "added", inboxIds: [me, ben] },
    "Ana added Ben and you.",
    "Ana añadió a Ben y a ti.",
  ],
  [ana, { kind: "added", inboxIds: crowd }, "Ana added 12 people.", "Ana añadió a 12 personas."],
  [me, { kind: "added", inboxIds: [ben] }, "You added Ben.", "Añadiste a Ben."],
  [ana, { kind: "removed", inboxIds: [me] }, "Ana removed you.", "Ana te quitó del grupo."],
  [me, { kind: "removed", inboxIds: [ben] }, "You removed Ben.", "Quitaste a Ben."],
  [ana, { kind: "left", inboxIds: [ben] }, "Ben left.", "Ben salió del grupo."],
  [
    ana,
    { kind: "left", inboxIds: [ben, cleo] },
    "Ben and Cleo left.",
    "Ben y Cleo salieron del grupo.",
  ],
  [ana, { kind: "left", inboxIds: [me] }, "You left.", "Saliste del grupo."],
  [
    ben,
    { kind: "leaving", inboxIds: [ben] },
    "Ben is leaving the group.",
    "Ben está saliendo del grupo.",
  ],
  [
    me,
    { kind: "leaving", inboxIds: [me] },
    "You are leaving the group.",
    "Estás saliendo del grupo.",
  ],
  [
    me,
    { kind: "made-admin", inboxIds: [ben] },
    "You made Ben an admin.",
    "Diste el rol de admin a Ben.",
  ],
  [
    ana,
    { kind: "made-admin", inboxIds: [ben, cleo] },
    "Ana made Ben and Cleo admins.",
    "Ana dio el rol de admin a Ben y a Cleo.",
  ],
  [
    ana,
    { kind: "made-super-admin", inboxIds: [me] },
    "Ana made you a super admin.",
    "Ana te dio el rol de superadmin.",
  ],
  [
    ana,
    { kind: "no-longer-admin", inboxIds: [ben] },
    "Ana took the admin role from Ben.",
    "Ana quitó el rol de admin a Ben.",
  ],
  [
    ana,
    { kind: "no-longer-super-admin", inboxIds: [ana] },
    "Ana is no longer a super admin.",
    "Ana ya no tiene el rol de superadmin.",
  ],
  [
    me,
    { kind: "no-longer-super-admin", inboxIds: [me] },
    "You are no longer a super admin.",
    "Ya no tienes el rol de superadmin.",
  ],
  [
    cleo,
    { kind: "name", value: "Sailing" },
    "Cleo named the group “Sailing”.",
    "Cleo puso al grupo el nombre «Sailing».",
  ],
  [
    cleo,
    { kind: "name", value: "\u202e" },
    "Cleo took the group’s name away.",
    "Cleo quitó el nombre del grupo.",
  ],
  [
    me,
    { kind: "description", value: "…" },
    "You changed the description.",
    "Cambiaste la descripción.",
  ],
  [ana, { kind: "picture" }, "Ana took the picture away.", "Ana quitó la imagen."],
  [
    ana,
    { kind: "disappearing", value: DAY_NS },
    "Ana set messages to disappear after 1 day.",
    "Ana hizo que los mensajes desaparezcan después de 1 día.",
  ],
  [
    me,
    { kind: "disappearing" },
    "You turned disappearing messages off.",
    "Desactivaste los mensajes que desaparecen.",
  ],
];

describe.each([
  ["English", "en", 2],
  ["Spanish", "es", 3],
] as const)("what happened in a group, in %s", (_, locale, column) => {
  it.each(CASES)("%s, %o: %s", (...row) => {
    const [by, change] = row;
    const content = { type: "group-changed" as const, by, changes: [change] };
    expect(changeSentences(content, wordsIn(locale)).map(withoutMarks)).toEqual([row[column]]);
  });
});

it("says one sentence a change, and keeps each name to itself", () => {
  const content = {
    type: "group-changed" as const,
    by: ana,
    changes: [
      { kind: "added" as const, inboxIds: [ben] },
      { kind: "name" as const, value: "\u202eSail" },
    ],
  };
  expect(changeSentences(content, wordsIn("en"))).toEqual([
    "\u2068Ana\u2069 added \u2068Ben\u2069.",
    "\u2068Ana\u2069 named the group “\u2068Sail\u2069”.",
  ]);
});
