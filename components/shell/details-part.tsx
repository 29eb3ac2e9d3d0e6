import type { ReactNode } from "react";

/** One of the things that the details tell. */
export function DetailsPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold text-faint text-xs">{title}</h3>
      {children}
    </section>
  );
}
