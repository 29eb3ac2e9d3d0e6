export type TimeLeft = { unit: "moment" | "seconds" | "minutes" | "hours"; count: number };

/** As people say it: nobody counts the seconds of an estimate. */
export function timeLeft(bytes: number, bytesPerS: number): TimeLeft | undefined {
  if (bytesPerS <= 0) return undefined;
  const seconds = bytes / bytesPerS;
  if (seconds < 5) return { unit: "moment", count: 0 };
  if (seconds < 55) return { unit: "seconds", count: Math.max(10, Math.round(seconds / 10) * 10) };
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 90) return { unit: "minutes", count: minutes };
  return { unit: "hours", count: Math.round(minutes / 60) };
}
