import { parseAddress } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import type { AccountMemory, RememberedAccount } from "../ports.ts";
import {
  attempt,
  changesByOtherTabs,
  type KeyValueStorage,
  type StorageChanges,
} from "./web-storage.ts";

const KEY = "parley.account";
const INBOX_ID = /^[0-9a-f]{64}$/;

/**
 * Remembers the account in `storage` (the page's localStorage). What is there and is no account
 * counts as nothing. Where the browser lets nothing be stored, the memory lasts as long as the
 * page.
 */
export function createAccountMemory(
  storage: () => KeyValueStorage,
  onStorage: StorageChanges = changesByOtherTabs,
): AccountMemory {
  let inMemory: RememberedAccount | undefined;
  return {
    load: () => attempt(() => parseAccount(storage().getItem(KEY))) ?? inMemory,
    save: (account) => {
      inMemory = account;
      attempt(() => storage().setItem(KEY, JSON.stringify(account)));
    },
    forget: () => {
      inMemory = undefined;
      attempt(() => storage().removeItem(KEY));
    },
    onChange: (listener) =>
      onStorage((key) => {
        // No key: everything was cleared.
        if (key !== KEY && key !== null) return;
        inMemory = undefined;
        listener();
      }),
  };
}

function parseAccount(text: string | null): RememberedAccount | undefined {
  const stored: unknown = JSON.parse(text ?? "null");
  if (typeof stored !== "object" || stored === null) return undefined;
  const { address, inboxId, xmtpEnv } = stored as Record<string, unknown>;
  if (typeof address !== "string" || typeof xmtpEnv !== "string") return undefined;
  if (typeof inboxId !== "string" || !INBOX_ID.test(inboxId)) return undefined;
  return { address: parseAddress(address), inboxId: inboxId as InboxId, xmtpEnv };
}
