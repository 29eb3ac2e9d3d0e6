import type { PictureChoice } from "../ports.ts";
import {
  attempt,
  changesByOtherTabs,
  type KeyValueStorage,
  type StorageChanges,
} from "./web-storage.ts";

const KEY = "parley.pictures";
const OFF = "off";

/** Keeps in `storage` (the page's localStorage) that pictures are off; they are on otherwise. */
export function createPictureChoice(
  storage: () => KeyValueStorage,
  onStorage: StorageChanges = changesByOtherTabs,
): PictureChoice {
  let inMemory = true;
  return {
    load: () => {
      const kept = attempt(() => ({ text: storage().getItem(KEY) }));
      return kept ? kept.text !== OFF : inMemory;
    },
    save: (isOn) => {
      inMemory = isOn;
      attempt(() => (isOn ? storage().removeItem(KEY) : storage().setItem(KEY, OFF)));
    },
    onChange: (listener) =>
      onStorage((key) => {
        if (key === KEY || key === null) listener();
      }),
  };
}
