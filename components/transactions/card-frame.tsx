import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type CardFrameProps = {
  icon: LucideIcon;
  title: string;
  subtitle?: string | undefined;
  children: ReactNode;
};

/** What a card in a bubble is about, and what is in it. */
export function CardFrame({ icon: Icon, title, subtitle, children }: CardFrameProps) {
  return (
    <div className="flex flex-col gap-2.5 py-1">
      <div className="flex items-start gap-2">
        <Icon aria-hidden="true" size={18} className="mt-px shrink-0 text-accent" />
        <div className="min-w-0">
          <p className="foreign font-semibold">{title}</p>
          {subtitle && <p className="text-soft text-sm">{subtitle}</p>}
        </div>
      </div>
      {children}
    </div>
  );
}

/** A sentence of a card that is not about one call. */
export function CardNote({ children }: { children: ReactNode }) {
  return <p className="foreign text-soft text-sm">{children}</p>;
}
