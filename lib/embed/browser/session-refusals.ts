import type { Refusals } from "../ports.ts";

const KEY = "parley-refused";

/**
 * Kept by the browser for this tab, until it is closed: a page that loads its frame anew finds the same
 * answers. Where the browser keeps nothing, they last as long as this page.
 */
export function sessionRefusals(storage: () => Storage): Refusals {
  let origins = new Set<string>();
  try {
    origins = new Set(storage().getItem(KEY)?.split(" "));
  } catch {
    // Nothing is kept here.
  }
  function save(): void {
    try {
      storage().setItem(KEY, [...origins].join(" "));
    } catch {
      // They are known to this page.
    }
  }
  return {
    has: (origin) => origins.has(origin),
    keep: (origin) => {
      origins.add(origin);
      save();
    },
    forget: (origin) => {
      origins.delete(origin);
      save();
    },
  };
}
