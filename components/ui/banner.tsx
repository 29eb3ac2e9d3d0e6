import clsx from "clsx";
import type { ReactNode } from "react";

type BannerProps = {
  tone: "neutral" | "warning" | "danger";
  icon?: ReactNode;
  children: ReactNode;
  /** A button or two, at the end. */
  actions?: ReactNode;
};

const TONES = {
  neutral: "bg-sunken text-ink",
  warning: "bg-warning-tint text-ink [&_svg]:text-warning",
  danger: "bg-danger-tint text-ink [&_svg]:text-danger",
};

/** A sentence about the state of things, which blocks nothing. Spoken when it appears. */
export function Banner({ tone, icon, children, actions }: BannerProps) {
  return (
    <div
      role="status"
      className={clsx("flex items-center gap-3 px-4 py-2 text-sm [&_svg]:shrink-0", TONES[tone])}
    >
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
      {actions}
    </div>
  );
}
