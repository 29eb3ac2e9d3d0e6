import { TriangleAlert } from "lucide-react";
import { type NotedName, useNameNotes } from "./use-name-notes.ts";

/** Why to be careful with a name, in full: where one decides by it. */
export function NameNotes({ name }: { name: NotedName | undefined }) {
  const notes = useNameNotes(name);
  if (notes.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5 rounded-xl bg-warning-tint p-3 text-sm">
      {notes.map((note) => (
        <li key={note} className="foreign flex gap-2">
          <TriangleAlert aria-hidden="true" size={16} className="mt-px shrink-0 text-warning" />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  );
}
