const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** A time as `2026-11-24T12:00:00.000Z`. */
export function isoTime(atMs: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: it writes the time that it is given, and reads no clock
  return new Date(atMs).toISOString();
}

/** Milliseconds of the time in `text` (RFC 3339); undefined for what is none, such as 30 February. */
export function parseIsoTime(text: string): number | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, , zone] = match;
  // biome-ignore lint/style/noRestrictedGlobals: it reads the time in the text, and no clock
  const atMs = new Date(text).getTime();
  if (Number.isNaN(atMs)) return undefined;
  // What a calendar does not have is moved to the next day that it has: then it was not said.
  const shifted = atMs + offsetMs(zone ?? "Z");
  const said = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  return isoTime(shifted).startsWith(said) ? atMs : undefined;
}

function offsetMs(zone: string): number {
  if (zone === "Z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
}
