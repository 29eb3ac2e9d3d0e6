export const THEMES = ["system", "light", "dark"] as const;

/** How Parley looks: as the system says, or as the person chose. */
export type Theme = (typeof THEMES)[number];

/** Cookie that holds the choice, so that the server draws the right one from the first pixel. */
export const THEME_COOKIE = "parley-theme";

export function isTheme(text: string | undefined): text is Theme {
  return THEMES.some((theme) => theme === text);
}
