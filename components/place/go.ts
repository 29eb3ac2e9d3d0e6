import { framePath, isEmbedded } from "./embedded.ts";

/**
 * Goes to a place of the messenger. The messenger is one page under many addresses, so the server
 * is not asked: it may be out of reach, and everything is here. Next follows the history.
 */
export function goTo(path: string): void {
  // Steps of a frame would be in the history of the page around it, whose person goes back there.
  if (isEmbedded()) replaceWith(path);
  else if (path !== window.location.pathname) window.history.pushState(null, "", path);
}

/** Goes there without a step that "back" would lead to. */
export function replaceWith(path: string): void {
  window.history.replaceState(null, "", isEmbedded() ? framePath(path) : path);
}
