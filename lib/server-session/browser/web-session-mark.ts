import { type InboxId, parseInboxId } from "@/lib/identity/core/ids.ts";
import type { SessionMark } from "../ports.ts";

const KEY = "parley.server-session";

type KeyValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Keeps the mark in `storage` (localStorage) for all tabs; elsewhere as long as the page lives. */
export function webSessionMark(storage: () => KeyValueStorage): SessionMark {
  let inMemory: InboxId | undefined;
  return {
    load: () => attempt(() => parseInboxId(storage().getItem(KEY) ?? "")) ?? inMemory,
    save: (inboxId, { keeps }) => {
      inMemory = inboxId;
      if (keeps) attempt(() => storage().setItem(KEY, inboxId));
    },
    forget: () => {
      inMemory = undefined;
      attempt(() => storage().removeItem(KEY));
    },
  };
}

/** Even reading `localStorage` throws when site data is blocked. */
function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
