import { Skeleton } from "../ui/skeleton.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

const WIDTHS = ["w-40", "w-28", "w-44", "w-32", "w-36"];

/** The list before this device's store has answered. */
export function InboxSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="flex flex-col gap-1 px-2">
      <VisuallyHidden>{label}</VisuallyHidden>
      {WIDTHS.map((width) => (
        <div key={width} className="flex h-16 items-center gap-3 px-2.5">
          <Skeleton className="size-11 rounded-full" />
          <div className="flex flex-1 flex-col gap-2.5">
            <Skeleton className="h-3 w-24" />
            <Skeleton className={`h-2.5 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}
