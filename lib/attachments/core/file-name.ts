/** Controls, line ends, marks of direction, and what has no width; joiners are part of words. */
const HIDDEN =
  /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * A name as it may be shown and saved under: one line without a path, and without the marks that
 * turn letters around or hide (which made `photogpj.exe` read as `photoexe.jpg`). Undefined when nothing is
 * left.
 */
export function plainName(name: string | undefined): string | undefined {
  const line = (name ?? "")
    .replace(HIDDEN, "")
    .replace(/[\\/:*?"<>|]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  return line === "" ? undefined : shorten(line);
}

/** Of a long name the end is kept: it says what it is. */
function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= 120) return name;
  return `${letters.slice(0, 80).join("")}…${letters.slice(-30).join("")}`;
}
