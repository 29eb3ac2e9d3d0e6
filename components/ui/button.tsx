import clsx from "clsx";
import type { ComponentProps } from "react";

type Look = "primary" | "secondary" | "quiet" | "danger";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border border-strong/60 bg-raised text-ink hover:bg-hover",
  quiet: "text-accent hover:bg-hover",
  danger: "text-danger hover:bg-danger-tint",
};

const SIZES = {
  small: "min-h-7 rounded-lg px-2.5 text-sm",
  medium: "min-h-10 rounded-xl px-4 text-base",
  large: "min-h-12 rounded-xl px-6 text-lg",
};

/** The classes of a button, for links that look like one. */
export function buttonClass(look: Look = "primary", size: keyof typeof SIZES = "medium"): string {
  return clsx(
    "inline-flex select-none items-center justify-center gap-2 py-1 font-semibold transition-colors",
    "disabled:cursor-default disabled:opacity-50",
    LOOKS[look],
    SIZES[size],
  );
}

type ButtonProps = ComponentProps<"button"> & { look?: Look; size?: keyof typeof SIZES };

export function Button({ look, size, className, type = "button", ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={clsx(buttonClass(look, size), className)} />;
}
