import { memo, useMemo } from "react";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useGroupPicture } from "@/lib/react/use-group-picture.ts";
import { flagOf } from "./flag.ts";
import { FlagFrame } from "./flag-frame.tsx";

const OUTLINE = (
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
);

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
    <FlagFrame
      flag={flag}
      sizePx={sizePx}
      pictureUrl={pictureUrl}
      className="shrink-0 rounded-[28%]"
      outline={OUTLINE}
    />
  );
});
