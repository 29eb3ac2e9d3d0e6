import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

type Look = "plain" | "off" | "go" | "stop";

const LOOKS: Record<Look, string> = {
  plain: "bg-sunken text-ink hover:bg-hover",
  off: "bg-ink text-surface hover:bg-soft",
  go: "bg-accent text-on-accent hover:bg-accent-hover",
  stop: "bg-danger text-surface hover:opacity-90",
};

type RoundButtonProps = Omit<ComponentProps<"button">, "children"> & {
  label: string;
  look?: Look;
  children: ReactNode;
};

/** A button of a call: large enough to be hit without looking. */
export function RoundButton({
  label,
  look = "plain",
  className,
  children,
  ...rest
}: RoundButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={clsx(
        "flex size-12 shrink-0 items-center justify-center rounded-full transition-colors disabled:opacity-40",
        LOOKS[look],
        className,
      )}
    >
      {children}
    </button>
  );
}
