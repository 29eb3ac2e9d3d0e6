/** What keys do everywhere in the messenger. */
export type Shortcut =
  | "palette"
  | "find"
  | "find-all"
  | "next"
  | "previous"
  | "shortcuts"
  | "close";

/** The part of a keyboard event that decides. */
export type KeyPress = {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
};

export type KeyContext = {
  /** Whether somebody writes: letters and signs are theirs. */
  isWriting: boolean;
  /** Whether single characters may be shortcuts (WCAG 2.1.4). */
  usesCharacters: boolean;
  /** Whether something lies over the messenger, whose keys they are then. */
  isCovered: boolean;
  /** Whether the focus is in a search of Parley's: the key for it is the browser's then. */
  isSearching: boolean;
  isMac: boolean;
};

/** What a key press asks for; nothing for most. */
export function shortcutOf(press: KeyPress, context: KeyContext): Shortcut | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = press;
  const command = context.isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (command && !altKey && !shiftKey && key.toLowerCase() === "k") return "palette";
  if (context.isCovered) return undefined;
  if (command && !altKey && key === "/") return "shortcuts";
  if (command && !altKey && key.toLowerCase() === "f") {
    if (shiftKey) return "find-all";
    return context.isSearching ? undefined : "find";
  }
  if (ctrlKey || metaKey) return undefined;
  if (altKey) {
    if (shiftKey) return undefined;
    return ({ ArrowDown: "next", ArrowUp: "previous" } as const)[key];
  }
  if (key === "Escape" && !shiftKey) return "close";
  return key === "?" && context.usesCharacters && !context.isWriting ? "shortcuts" : undefined;
}

/** The names of keys as keyboards have them printed: `⌘ K`, `Ctrl K`. */
export function keyNames(isMac: boolean) {
  const command = isMac ? "⌘" : "Ctrl";
  const alt = isMac ? "⌥" : "Alt";
  return {
    palette: `${command} K`,
    find: `${command} F`,
    "find-all": `${command} Shift F`,
    next: `${alt} ↓`,
    previous: `${alt} ↑`,
    shortcuts: `${command} /`,
    close: "Esc",
  } as const satisfies Record<Shortcut, string>;
}
