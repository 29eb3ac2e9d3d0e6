import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

type OptionRowProps = ComponentProps<"div"> & { mark: ReactNode };

/** One thing that was found: whose it is, and what. Chosen by the field above, or a pointer. */
export function OptionRow({ mark, children, className, ...option }: OptionRowProps) {
  return (
    <div
      {...option}
      className={clsx(
        "mx-2 flex cursor-pointer scroll-my-2 items-center gap-3 rounded-xl px-2.5 py-2",
        option["aria-selected"] ? "bg-selected" : "hover:bg-hover",
        className,
      )}
    >
      {mark}
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
