import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  /** What the button does: its accessible name, and the tooltip of the pointer. */
  label: string;
  children: ReactNode;
};

/** The classes of an icon button, for links that look like one. */
export const ICON_BUTTON_CLASS =
  "inline-flex size-10 shrink-0 items-center justify-center rounded-xl text-soft transition-colors hover:bg-hover hover:text-ink";

/** A button that shows an icon alone. */
export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={clsx(ICON_BUTTON_CLASS, className)}
    >
      {children}
    </button>
  );
}
