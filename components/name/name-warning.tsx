import { TriangleAlert } from "lucide-react";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { type NotedName, useNameNotes } from "./use-name-notes.ts";

/** A small sign behind a name that may not be what it seems; says why to who asks. */
export function NameWarning({ name }: { name: NotedName | undefined }) {
  const notes = useNameNotes(name);
  if (notes.length === 0) return null;
  const text = notes.join(" ");
  return (
    <span title={text} className="shrink-0 text-warning">
      <TriangleAlert aria-hidden="true" size={14} />
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
