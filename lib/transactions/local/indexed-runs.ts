import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { onceLoaded } from "@/lib/async/once-loaded.ts";
import { type Run, UNREADABLE } from "../core/run.ts";
import type { RunStore } from "../ports.ts";
import { isRun } from "./stored-runs.ts";

const VERSION = 1;

type RunKey = [inboxId: string, messageId: string];
type RunsSchema = DBSchema & { runs: { key: RunKey; value: Run } };

/** Runs in IndexedDB, one database for each network; keys carry the inbox. Opened on first use. */
export function indexedRuns(networkName: string): RunStore {
  const database = onceLoaded(() => open(networkName));
  return {
    async load(inboxId, messageId) {
      const stored: unknown = await (await database()).get("runs", [inboxId, messageId]);
      // Something was begun, whatever it says: that is not nothing.
      return stored === undefined || isRun(stored) ? stored : UNREADABLE;
    },
    async save(inboxId, messageId, run) {
      await (await database()).put("runs", run, [inboxId, messageId]);
    },
    async erase(inboxId) {
      const all = IDBKeyRange.bound([inboxId], [inboxId, []]);
      await (await database()).delete("runs", all);
    },
  };
}

function open(networkName: string): Promise<IDBPDatabase<RunsSchema>> {
  return openDB<RunsSchema>(`parley-runs-${networkName}`, VERSION, {
    upgrade(database) {
      database.createObjectStore("runs");
    },
  });
}
