import type { Unsubscribe } from "../ports.ts";

/** The three calls of Web Storage that are made. */
export type KeyValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Tells which key another tab changed; null when it cleared all. */
export type StorageChanges = (listener: (key: string | null) => void) => Unsubscribe;

export function changesByOtherTabs(listener: (key: string | null) => void): Unsubscribe {
  const hear = ({ key }: StorageEvent) => listener(key);
  window.addEventListener("storage", hear);
  return () => window.removeEventListener("storage", hear);
}

/** Even reading `localStorage` throws when site data is blocked. */
export function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
