import { memo, useMemo } from "react";
import { flagOf } from "./flag.ts";
import { FlagShapes } from "./flag-shapes.tsx";

/** The signal flag of a group: square where a person's is round. Decoration, as theirs. */
export const GroupFlag = memo(function GroupFlag({ id, sizePx }: { id: string; sizePx: number }) {
  const flag = useMemo(() => flagOf(id), [id]);
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 32 32"
      width={sizePx}
      height={sizePx}
      className="shrink-0 rounded-[28%]"
    >
      <FlagShapes flag={flag} />
      <rect
        x="0.5"
        y="0.5"
        width="31"
        height="31"
        rx="8.5"
        fill="none"
        stroke="#000"
        strokeOpacity="0.12"
      />
    </svg>
  );
});
