/** The languages Parley speaks. The first is what a person gets when none of theirs is here. */
export const LOCALES = ["en", "es"] as const;

export type Locale = (typeof LOCALES)[number];

/** Cookie that holds the language chosen by hand; without it the browser's own list decides. */
export const LOCALE_COOKIE = "parley-locale";

export function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

/**
 * The language to answer in: the one chosen by hand, else the first of `Accept-Language`
 * (RFC 9110 §12.5.4) that Parley speaks, else the default.
 */
export function negotiateLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const wanted = (acceptLanguage ?? "").split(",").map(parseRange).filter(isAcceptable);
  wanted.sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return LOCALES[0];
}

type LanguageRange = { language: string; quality: number };

function parseRange(range: string): LanguageRange {
  const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
  const weight = parameters.find((parameter) => parameter.trim().startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.trim().slice(2));
  return { language: tag.split("-")[0] ?? "", quality };
}

function isAcceptable({ quality }: LanguageRange): boolean {
  return quality > 0 && quality <= 1;
}
