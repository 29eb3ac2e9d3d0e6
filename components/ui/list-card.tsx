import type { ReactNode } from "react";

type ListCardProps = { title: string; body: string; children: ReactNode };

/** Something to decide at the foot of the list: it moves nothing that one reads, and can wait. */
export function ListCard({ title, body, children }: ListCardProps) {
  return (
    <section
      aria-label={title}
      className="appear m-2 mt-0 flex shrink-0 flex-col gap-2 rounded-xl border border-rule bg-raised p-3"
    >
      <p className="font-semibold text-sm">{title}</p>
      <p className="text-soft text-sm">{body}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  );
}
