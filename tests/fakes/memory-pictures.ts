import type { Address } from "@/lib/identity/core/address.ts";
import type { PictureRecord } from "@/lib/identity/core/picture-record.ts";
import type { PictureChoice, PictureStore } from "@/lib/identity/ports.ts";

export function memoryPictures(): PictureStore {
  const kept = new Map<Address, PictureRecord>();
  return {
    load: async (address) => kept.get(address),
    save: async (record) => void kept.set(record.address, structuredClone(record)),
    erase: async () => kept.clear(),
  };
}

/** One browser's choice; each call of `choice` is a tab that hears the others. */
export function sharedPictureChoice(): { choice: () => PictureChoice } {
  let isOn = true;
  const listeners = new Set<() => void>();
  return {
    choice: () => {
      let own: (() => void) | undefined;
      return {
        load: () => isOn,
        save: (chosen) => {
          isOn = chosen;
          for (const listener of listeners) if (listener !== own) listener();
        },
        onChange: (listener) => {
          own = listener;
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      };
    },
  };
}
