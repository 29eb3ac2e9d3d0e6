const ASCII = /^[\x20-\x7e]*$/;

/**
 * What does not tell words apart: accents of Latin, Greek and Cyrillic letters, points of Hebrew and
 * Arabic, the stretch of Arabic, and what has no look of its own. Vowel signs of other scripts
 * (Thai, Devanagari) and the voicing of kana make other words: they stay.
 */
const ACCENT =
  "[\\p{Mn}&&[\\p{sc=Zinh}\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}\\p{sc=Hebr}\\p{sc=Arab}]]";
const MARKS = new RegExp(
  `[[${ACCENT}\\u0640\\p{Default_Ignorable_Code_Point}]--[\\u3099\\u309a]]`,
  "gv",
);

/** Letters that Unicode does not take apart, though people type them without. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ł: "l",
  ŧ: "t",
  ı: "i",
  ĸ: "k",
  ŋ: "n",
  ς: "σ",
  // Arabic and Persian forms of one letter.
  ة: "ه",
  ى: "ي",
  ی: "ي",
  ک: "ك",
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

const EASTERN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;
const VOICED_KANA = /[\u3040-\u30ff][\u3099\u309a]/g;

/**
 * A text as it is compared: without case, accents and the width of letters, so that `Über`, `uber`
 * and `ＵＢＥＲ` are the same. The folding of a text is that of its characters, one after the other.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(EASTERN_DIGIT, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(VOICED_KANA, (kana) => kana.normalize("NFC"));
}

/** A folded text that remembers where in the text each of its code units comes from. */
export type Folded = {
  text: string;
  /** By index in `text`, and one more for its end. */
  origins: readonly number[];
};

/** A character with all that is put on it; the marks of narrow kana stand beside them. */
const CLUSTER = /[\s\S][\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f]*/gu;

/** Where in the text the part ends that was folded to the first `length` code units. */
export function endOrigin({ origins }: Folded, length: number): number {
  let at = length;
  // Half of a character is all of it.
  while (origins[at] === origins[length - 1] && at < origins.length - 1) at++;
  return origins[at] ?? 0;
}

/** Folds, and remembers where everything comes from. */
export function foldWithOrigins(text: string): Folded {
  let folded = "";
  const origins: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const part = fold(cluster);
    for (let unit = 0; unit < part.length; unit++) origins.push(index);
    folded += part;
  }
  origins.push(text.length);
  return { text: folded, origins };
}
