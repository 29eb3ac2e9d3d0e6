import clsx from "clsx";
import { memo, useMemo } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import { flagOf } from "./flag.ts";
import { FlagFrame } from "./flag-frame.tsx";

const OUTLINE = <circle cx="16" cy="16" r="15.5" fill="none" stroke="#000" strokeOpacity="0.12" />;

type AvatarProps = {
  address: Address;
  sizePx: number;
  /** Over the flag, which stays where there is none, and where it does not load. */
  pictureUrl?: string | undefined;
  className?: string;
};

/** The signal flag of an address. Decoration: the name beside it says who it is. */
export const Avatar = memo(function Avatar(props: AvatarProps) {
  const { address, sizePx, pictureUrl, className } = props;
  const flag = useMemo(() => flagOf(address), [address]);
  return (
    <FlagFrame
      flag={flag}
      sizePx={sizePx}
      pictureUrl={pictureUrl}
      className={clsx("shrink-0 rounded-full", className)}
      outline={OUTLINE}
    />
  );
});
