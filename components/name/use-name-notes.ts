import { useTranslations } from "use-intl";
import type { ShownName } from "@/lib/identity/core/name-book-view.ts";

/** What may be noted of a name, shown or typed. */
export type NotedName = Pick<ShownName, "marks" | "looksLike">;

/** What is to be said about a name's letters, a sentence each; nothing about most names. */
export function useNameNotes(name: NotedName | undefined): string[] {
  const t = useTranslations("names.marks");
  if (!name) return [];
  const { marks, looksLike } = name;
  return [
    ...(looksLike ? [t("looksLike", { name: looksLike })] : []),
    ...marks.map((mark) => t(mark)),
  ];
}
