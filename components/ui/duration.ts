export const UNITS_MS = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
} as const;

export type DurationUnit = keyof typeof UNITS_MS;

export type Duration = { count: number; unit: DurationUnit };

const LARGEST_FIRST = (Object.keys(UNITS_MS) as DurationUnit[]).reverse();

/** A duration in the largest unit that says all of it: 90 minutes, but 2 hours. */
export function wholeDuration(ms: number): Duration {
  const seconds = Math.max(1, Math.round(ms / 1_000)) * 1_000;
  const unit = LARGEST_FIRST.find((each) => seconds % UNITS_MS[each] === 0) ?? "seconds";
  return { count: seconds / UNITS_MS[unit], unit };
}

/** What is left of a time, rounded up, in the largest unit of which there is more than one. */
export function remainingDuration(ms: number): Duration {
  const left = Math.max(0, ms);
  const unit = LARGEST_FIRST.find((each) => left > UNITS_MS[each]) ?? "seconds";
  return { count: Math.ceil(left / UNITS_MS[unit]), unit };
}

/** When `remainingDuration` says something else. */
export function nextChangeMs(ms: number): number {
  const { count, unit } = remainingDuration(ms);
  return Math.max(0, ms - (count - 1) * UNITS_MS[unit]);
}
