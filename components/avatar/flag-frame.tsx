import type { ReactNode } from "react";
import type { Flag } from "./flag.ts";
import { FlagShapes } from "./flag-shapes.tsx";

type FlagFrameProps = {
  flag: Flag;
  sizePx: number;
  /** Over the flag, which stays where there is none, and where it does not load. */
  pictureUrl: string | undefined;
  className: string;
  /** What keeps a pale flag from melting into a pale page. */
  outline: ReactNode;
};

/** A flag on its field of 32 × 32, or the picture in its place. Decoration. */
export function FlagFrame({ flag, sizePx, pictureUrl, className, outline }: FlagFrameProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 32 32"
      width={sizePx}
      height={sizePx}
      className={className}
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
      {outline}
    </svg>
  );
}
