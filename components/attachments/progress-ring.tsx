import { X } from "lucide-react";

type ProgressRingProps = {
  /** From 0 to 1. */
  share: number;
  /** What is under way. */
  label: string;
  cancelLabel: string;
  onCancel: () => void;
};

const RING = { cx: 18, cy: 18, r: 15, fill: "none", strokeWidth: 2.5 } as const;
const AROUND = 2 * Math.PI * RING.r;

/** How far a file is, around the button that ends it. */
export function ProgressRing({ share, label, cancelLabel, onCancel }: ProgressRingProps) {
  return (
    <span className="relative inline-flex size-11 items-center justify-center">
      <svg
        viewBox="0 0 36 36"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        className="absolute inset-0 -rotate-90"
      >
        <circle {...RING} className="stroke-current/25" />
        <circle
          {...RING}
          strokeLinecap="round"
          strokeDasharray={`${Math.max(0.04, share) * AROUND} ${AROUND}`}
          className="stroke-current transition-[stroke-dasharray] duration-150"
        />
      </svg>
      <button
        type="button"
        aria-label={cancelLabel}
        title={cancelLabel}
        onClick={onCancel}
        className="relative flex size-8 items-center justify-center rounded-full"
      >
        <X aria-hidden="true" size={16} />
      </button>
    </span>
  );
}
