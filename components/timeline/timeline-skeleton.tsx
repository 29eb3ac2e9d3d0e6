import clsx from "clsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

const BUBBLES = [
  { id: 1, mine: false, width: "w-48" },
  { id: 2, mine: false, width: "w-64" },
  { id: 3, mine: true, width: "w-40" },
  { id: 4, mine: false, width: "w-56" },
  { id: 5, mine: true, width: "w-52" },
];

/** A thread before this device's store has answered. */
export function TimelineSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="flex min-h-0 flex-1 flex-col justify-end gap-2 px-5 py-3">
      <VisuallyHidden>{label}</VisuallyHidden>
      {BUBBLES.map(({ id, mine, width }) => (
        <Skeleton key={id} className={clsx("h-8 rounded-2xl", width, mine && "self-end")} />
      ))}
    </div>
  );
}
