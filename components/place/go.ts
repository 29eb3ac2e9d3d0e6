import { framePath, isEmbedded, isFramed } from "./embedded.ts";

/**
 * Goes to a place of the messenger. The messenger is one page under many addresses, so the server
 * is not asked: it may be out of reach, and everything is here. Next follows the history.
 */
export function goTo(path: string): void {
  // Steps of a frame would be in the history of the page around it, whose person goes back there.
  if (isFramed()) {
    replaceWith(path);
    return;
  }
  const address = addressOf(path);
  const { pathname, search } = window.location;
  if (address !== pathname && address !== pathname + search)
    window.history.pushState(null, "", address);
}

/** Goes there without a step that "back" would lead to. */
export function replaceWith(path: string): void {
  window.history.replaceState(null, "", addressOf(path));
}

function addressOf(path: string): string {
  return isEmbedded() ? framePath(path) : path;
}
