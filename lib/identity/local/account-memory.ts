import { parseAddress } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import type { AccountMemory, RememberedAccount } from "../ports.ts";
import {
  attempt,
  changesByOtherTabs,
  type KeyValueStorage,
  type StorageChanges,
} from "./web-storage.ts";

const KEY = "parley.accounts";
/** What the first version remembered: one account. */
const SINGLE_KEY = "parley.account";
const INBOX_ID = /^[0-9a-f]{64}$/;

type Key = Pick<RememberedAccount, "inboxId" | "xmtpEnv">;

/**
 * Remembers the accounts in `storage` (the page's localStorage). What is there and is no account
 * counts as nothing. Where the browser lets nothing be stored, the memory lasts as long as the
 * page.
 */
export function createAccountMemory(
  storage: () => KeyValueStorage,
  onStorage: StorageChanges = changesByOtherTabs,
): AccountMemory {
  let inMemory: readonly RememberedAccount[] = [];

  const load = () => attempt(() => read(storage())) ?? inMemory;
  const save = (accounts: readonly RememberedAccount[]) => {
    inMemory = accounts;
    attempt(() => {
      storage().setItem(KEY, JSON.stringify(accounts));
      storage().removeItem(SINGLE_KEY);
    });
  };
  return {
    load,
    use: (account) => save([account, ...load().filter((other) => !isSuperseded(other, account))]),
    forget: (account) => save(load().filter((other) => !isSame(other, account))),
    onChange: (listener) =>
      onStorage((key) => {
        // No key: everything was cleared.
        if (key !== KEY && key !== null) return;
        inMemory = [];
        listener();
      }),
  };
}

function isSame(a: Key, b: Key): boolean {
  return a.inboxId === b.inboxId && a.xmtpEnv === b.xmtpEnv;
}

/** The same inbox, or one that the address had before it moved to another. */
function isSuperseded(older: RememberedAccount, account: RememberedAccount): boolean {
  return (
    isSame(older, account) ||
    (older.address === account.address && older.xmtpEnv === account.xmtpEnv)
  );
}

/** Undefined where nothing was ever stored. */
function read(storage: KeyValueStorage): readonly RememberedAccount[] | undefined {
  const text = storage.getItem(KEY);
  if (text === null) return parse(storage.getItem(SINGLE_KEY), (one) => [one]);
  return parse(text, (all) => (Array.isArray(all) ? all : []));
}

function parse(
  text: string | null,
  toList: (stored: unknown) => readonly unknown[],
): readonly RememberedAccount[] | undefined {
  if (text === null) return undefined;
  const stored: unknown = attempt(() => JSON.parse(text));
  return toList(stored).flatMap((entry) => attempt(() => toAccount(entry)) ?? []);
}

function toAccount(stored: unknown): RememberedAccount | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  const { address, inboxId, xmtpEnv, name } = stored as Record<string, unknown>;
  if (typeof address !== "string" || typeof xmtpEnv !== "string") return undefined;
  if (typeof inboxId !== "string" || !INBOX_ID.test(inboxId)) return undefined;
  return {
    address: parseAddress(address),
    inboxId: inboxId as InboxId,
    xmtpEnv,
    ...(typeof name === "string" && { name }),
  };
}
