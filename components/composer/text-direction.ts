/** From this many characters on the browser's own answer would cost more than a frame. */
const LONG_CHARACTERS = 5_000;

const RIGHT_TO_LEFT =
  /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * The `dir` of a text area. Browsers find it best (`auto`: each paragraph has its own), but one
 * paragraph of 1 MB took Chromium 4 to 8 s to lay out, and 0.2 s with a direction given.
 * A long text has the direction of its first letter.
 */
export function textDirection(text: string): "auto" | "ltr" | "rtl" {
  if (text.length < LONG_CHARACTERS) return "auto";
  const firstLetter = /\p{L}/u.exec(text)?.[0] ?? "";
  return RIGHT_TO_LEFT.test(firstLetter) ? "rtl" : "ltr";
}
