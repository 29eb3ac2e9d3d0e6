/** What comes from another window, before anything of it is believed. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null ? (value as Fields) : undefined;
}

/** A text of at most that many characters. */
export function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && value.length <= most;
}

/** Whether no half of a pair of UTF-16 stands by itself, which no address of a page can have. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** A whole number from 0 on. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isOneOf<Name extends string>(
  names: readonly Name[],
  value: unknown,
): value is Name {
  return names.includes(value as Name);
}

/** A colour as it is written in CSS with six digits, and nothing else of CSS. */
export function isColour(value: unknown): value is string {
  return typeof value === "string" && /^#[\da-f]{6}$/i.test(value);
}
