import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { onceLoaded } from "@/lib/async/once-loaded.ts";
import type { Withdrawal, WithdrawalStore } from "../ports.ts";
import { isWithdrawal } from "./stored-shipments.ts";

const VERSION = 1;

type WithdrawalsSchema = DBSchema & {
  withdrawals: { key: [inboxId: string, cid: string]; value: Withdrawal };
};

/**
 * Withdrawals in IndexedDB, opened on first use. In a database of their own: a tab with an older
 * version of Parley would keep that of the shipments from growing.
 */
export function indexedWithdrawals(networkName: string): WithdrawalStore {
  const database = onceLoaded(() => open(networkName));
  const all = (inboxId: string) => IDBKeyRange.bound([inboxId], [inboxId, []]);
  return {
    async load(inboxId) {
      const stored: unknown[] = await (await database()).getAll("withdrawals", all(inboxId));
      return stored.filter(isWithdrawal);
    },
    async put(inboxId, withdrawal) {
      await (await database()).put("withdrawals", withdrawal, [inboxId, withdrawal.cid]);
    },
    async remove(inboxId, cid) {
      await (await database()).delete("withdrawals", [inboxId, cid]);
    },
    async erase(inboxId) {
      await (await database()).delete("withdrawals", all(inboxId));
    },
  };
}

function open(networkName: string): Promise<IDBPDatabase<WithdrawalsSchema>> {
  return openDB<WithdrawalsSchema>(`parley-withdrawals-${networkName}`, VERSION, {
    upgrade: (database) => void database.createObjectStore("withdrawals"),
  });
}
