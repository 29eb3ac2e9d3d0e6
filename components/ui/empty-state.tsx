import type { ReactNode } from "react";

type EmptyStateProps = {
  art?: ReactNode;
  title: string;
  body: string;
  /** The one thing to do. */
  action?: ReactNode;
};

/** A place with nothing in it yet: one thing to learn, one thing to do. */
export function EmptyState({ art, title, body, action }: EmptyStateProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-5 px-8 pb-16 text-center">
      {art}
      <div className="flex max-w-72 flex-col gap-1.5">
        <h2 className="font-semibold text-lg">{title}</h2>
        <p className="foreign text-balance text-soft">{body}</p>
      </div>
      {action}
    </div>
  );
}
