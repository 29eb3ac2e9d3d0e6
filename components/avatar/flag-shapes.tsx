import type { ReactNode } from "react";
import type { Flag } from "./flag.ts";

type Division = Flag["division"];

/** Each division on a field of 32 × 32, as a path of the device's colour. */
const DEVICE_PATHS: Record<Division, string> = {
  "per-pale": "M16 0H32V32H16Z",
  "per-fess": "M0 16H32V32H0Z",
  "per-bend": "M0 0L32 32H0Z",
  quarterly: "M0 0H16V16H0ZM16 16H32V32H16Z",
  cross: "M12 0H20V12H32V20H20V32H12V20H0V12H12Z",
  saltire: "M0 0H6L16 10L26 0H32V6L22 16L32 26V32H26L16 22L6 32H0V26L10 16L0 6Z",
  border: "M0 0H32V32H0ZM8 8V24H24V8Z",
  disc: "M16 6A10 10 0 1 1 16 26A10 10 0 1 1 16 6Z",
  pale: "M10 0H22V32H10Z",
  fess: "M0 11H32V21H0Z",
  lozenge: "M16 1L31 16L16 31L1 16Z",
  pile: "M0 0L22 16L0 32Z",
  bend: "M0 0H10L32 22V32H22L0 10Z",
  chequy: "M0 0H11V11H0ZM21 0H32V11H21ZM11 11H21V21H11ZM0 21H11V32H0ZM21 21H32V32H21Z",
  chevron: "M0 26L16 10L32 26V32H26L16 22L6 32H0Z",
  canton: "M0 0H18V18H0Z",
};

/** Divisions whose middle is free enough for a charge. */
const CHARGED: ReadonlySet<Division> = new Set([
  "per-pale",
  "per-fess",
  "per-bend",
  "border",
  "disc",
  "pale",
  "fess",
  "lozenge",
]);

const CHARGE_PATHS: Record<Flag["charge"], string | undefined> = {
  none: undefined,
  roundel: "M16 11A5 5 0 1 1 16 21A5 5 0 1 1 16 11Z",
  diamond: "M16 9.5L22.5 16L16 22.5L9.5 16Z",
  billet: "M11.5 11.5H20.5V20.5H11.5Z",
};

/** The inside of a flag's SVG, on a field of 32 × 32. */
export function FlagShapes({ flag }: { flag: Flag }): ReactNode {
  const charge = CHARGED.has(flag.division) ? CHARGE_PATHS[flag.charge] : undefined;
  const [field, device] = flag.isDeepField ? [flag.deep, flag.bright] : [flag.bright, flag.deep];
  return (
    <g transform={`rotate(${flag.quarterTurns * 90} 16 16)`}>
      <path d="M0 0H32V32H0Z" fill={field} />
      <path d={DEVICE_PATHS[flag.division]} fill={device} fillRule="evenodd" />
      {charge && <path d={charge} fill={flag.mark} />}
    </g>
  );
}
