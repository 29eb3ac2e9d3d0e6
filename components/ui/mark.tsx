/** Parley's mark: the signal flag P, in verdigris. */
export function Mark({ sizePx }: { sizePx: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" width={sizePx} height={sizePx} className="shrink-0">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <rect x="10.5" y="10.5" width="11" height="11" rx="2" className="fill-on-accent" />
    </svg>
  );
}
