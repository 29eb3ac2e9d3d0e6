import { setCookie, YEAR_SECONDS } from "./cookie.ts";
import type { Screen } from "./screen.ts";

/**
 * Cookie that says that somebody was signed in here. It opens nothing: it only lets the server
 * draw the messenger's outline at once, instead of the landing page.
 */
export const RETURNING_COOKIE = "parley-returning";

/** Remembers which of the two the next visit begins with. */
export function rememberScreen(screen: Screen): void {
  if (screen === "starting") return;
  setCookie(RETURNING_COOKIE, "1", screen === "landing" ? 0 : YEAR_SECONDS);
}
