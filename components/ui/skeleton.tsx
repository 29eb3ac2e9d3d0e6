import clsx from "clsx";

/** The shape of what is about to be there. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx("breathe block rounded-md bg-sunken", className ?? "h-3 w-full")}
    />
  );
}
