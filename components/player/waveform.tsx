import clsx from "clsx";

type WaveformProps = {
  /** Loudness, each from 0 to 1. */
  values: readonly number[];
  /** How much of it was heard, from 0 to 1; left out while it is recorded. */
  share?: number;
};

/** Loudness as bars, the loudest as high as the place. */
export function Waveform({ values, share }: WaveformProps) {
  return (
    <span
      aria-hidden="true"
      className="flex h-full w-full items-center justify-between gap-px overflow-hidden"
    >
      {values.map((value, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is where it stands
          key={index}
          style={{ height: `${Math.max(8, value * 100)}%` }}
          className={clsx(
            "min-w-0.5 max-w-1 flex-1 rounded-full",
            share === undefined || index < share * values.length ? "bg-accent" : "bg-strong/60",
          )}
        />
      ))}
    </span>
  );
}
