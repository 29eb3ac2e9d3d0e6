/**
 * Goes to a place of the messenger. The messenger is one page under many addresses, so the server
 * is not asked: it may be out of reach, and everything is here. Next follows the history.
 */
export function goTo(path: string): void {
  if (path !== window.location.pathname) window.history.pushState(null, "", path);
}

/** Goes there without a step that "back" would lead to. */
export function replaceWith(path: string): void {
  window.history.replaceState(null, "", path);
}
