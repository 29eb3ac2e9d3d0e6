import clsx from "clsx";
import { memo, useMemo } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import { flagOf } from "./flag.ts";
import { FlagShapes } from "./flag-shapes.tsx";

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
    <svg
      aria-hidden="true"
      viewBox="0 0 32 32"
      width={sizePx}
      height={sizePx}
      className={clsx("shrink-0 rounded-full", className)}
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
      {/* Keeps a pale flag from melting into a pale page. */}
      <circle cx="16" cy="16" r="15.5" fill="none" stroke="#000" strokeOpacity="0.12" />
    </svg>
  );
});
