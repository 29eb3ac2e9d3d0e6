import type { ReactNode } from "react";

/** One of a few things to know before one goes on. */
export function Point({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <li className="flex gap-3 [&_svg]:mt-px [&_svg]:shrink-0 [&_svg]:text-accent">
      {icon}
      <span className="text-soft">{children}</span>
    </li>
  );
}
