/*
 * Keys by where they are (UI Events KeyboardEvent code Values): the same one in every layout.
 */

/** Letters, digits, and keys that do nothing else on a page. */
export function mayTalk(code: string): boolean {
  return /^(?:Key[A-Z]|Digit\d|F\d{1,2}|Backquote|Insert|Pause|ScrollLock|CapsLock)$/.test(code);
}

/** As keyboards have it printed, where that is known without asking for their layout. */
export function keyName(code: string): string {
  return code.replace(/^(?:Key|Digit)/, "").replace("Backquote", "`");
}
