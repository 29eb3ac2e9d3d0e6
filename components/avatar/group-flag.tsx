import { memo, useMemo } from "react";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useGroupPicture } from "@/lib/react/use-group-picture.ts";
import { flagOf } from "./flag.ts";
import { FlagShapes } from "./flag-shapes.tsx";

type GroupFlagProps = {
  id: ThreadKey;
  sizePx: number;
};

/**
 * The signal flag of a group, or its picture once somebody here wanted to see it: square where a
 * person's is round. Decoration, as theirs.
 */
export const GroupFlag = memo(function GroupFlag({ id, sizePx }: GroupFlagProps) {
  const pictureUrl = useGroupPicture(id);
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
      {pictureUrl && (
        <image
          href={pictureUrl}
          width="32"
          height="32"
          preserveAspectRatio="xMidYMid slice"
          data-picture=""
        />
      )}
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
