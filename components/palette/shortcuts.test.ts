import { describe, expect, it } from "vitest";
import { type KeyContext, type KeyPress, shortcutOf } from "./shortcuts.ts";

const FREE: KeyContext = {
  isWriting: false,
  usesCharacters: true,
  isCovered: false,
  isSearching: false,
  isMac: false,
};

function press(keys: string): KeyPress {
  const [key = "", ...held] = keys.split("+").reverse();
  return {
    key,
    altKey: held.includes("Alt"),
    ctrlKey: held.includes("Ctrl"),
    metaKey: held.includes("Meta"),
    shiftKey: held.includes("Shift"),
  };
}

const asked = (keys: string, context: Partial<KeyContext> = {}) =>
  shortcutOf(press(keys), { ...FREE, ...context });

describe("keys", () => {
  it.each([
    ["Ctrl+k", "palette"],
    ["Ctrl+K", "palette"],
    ["Ctrl+f", "find"],
    ["Ctrl+Shift+F", "find-all"],
    ["Alt+ArrowDown", "next"],
    ["Alt+ArrowUp", "previous"],
    ["Shift+?", "shortcuts"],
    ["Ctrl+/", "shortcuts"],
    ["Escape", "close"],
  ])("%s", (keys, shortcut) => {
    expect(asked(keys)).toBe(shortcut);
  });

  it.each([
    "k",
    "Meta+k",
    "Ctrl+Alt+k",
    "Ctrl+Shift+k",
    "ArrowDown",
    "Alt+Shift+ArrowDown",
    "Ctrl+?",
  ])("%s is nobody's here", (keys) => {
    expect(asked(keys)).toBeUndefined();
  });

  it("have a Mac's command key on a Mac, and leave Ctrl to it", () => {
    expect(asked("Meta+k", { isMac: true })).toBe("palette");
    expect(asked("Ctrl+k", { isMac: true })).toBeUndefined();
  });

  it("leave the browser its own search, for who presses the key in ours", () => {
    expect(asked("Ctrl+f", { isSearching: true })).toBeUndefined();
    expect(asked("Ctrl+Shift+F", { isSearching: true })).toBe("find-all");
    expect(asked("Ctrl+f", { isCovered: true })).toBeUndefined();
  });

  it("that are signs belong to who writes, and to nobody when switched off", () => {
    expect(asked("Shift+?", { isWriting: true })).toBeUndefined();
    expect(asked("Shift+?", { usesCharacters: false })).toBeUndefined();
    expect(asked("Ctrl+/", { isWriting: true, usesCharacters: false })).toBe("shortcuts");
    expect(asked("Alt+ArrowDown", { isWriting: true })).toBe("next");
  });

  it("belong to what lies over the messenger, but for the palette's own", () => {
    for (const keys of ["Escape", "Alt+ArrowDown", "Shift+?"]) {
      expect(asked(keys, { isCovered: true })).toBeUndefined();
    }
    expect(asked("Ctrl+k", { isCovered: true })).toBe("palette");
  });
});
