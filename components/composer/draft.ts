import type { Address } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";

const PREFIX = "parley-draft:";

/** Whose draft it is, and for whom: two accounts of one tab never see each other's. */
export type DraftKey = `${Address} ${ThreadKey}`;

/** What was being written in a thread. Kept for this tab; a browser that keeps nothing is fine. */
export function loadDraft(key: DraftKey): string {
  return quietly(() => sessionStorage.getItem(PREFIX + key)) ?? "";
}

export function saveDraft(key: DraftKey, text: string): void {
  quietly(() => {
    if (text === "") sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, text);
  });
}

/** Forgets every draft of this tab: who erases this device's messages means these, too. */
export function eraseDrafts(): void {
  quietly(() => {
    const drafts = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
    for (const name of drafts) sessionStorage.removeItem(name);
  });
}

function quietly<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
