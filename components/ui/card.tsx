import { type ReactNode, useId } from "react";

type CardProps = { title: string; body?: string; children: ReactNode };

/** One thing to decide or to do, with a frame around it. */
export function Card({ title, body, children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col items-start gap-3 rounded-xl border border-rule p-4"
    >
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {body && <p className="text-soft">{body}</p>}
      {children}
    </section>
  );
}
