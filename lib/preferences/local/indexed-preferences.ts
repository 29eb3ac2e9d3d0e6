import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { onceLoaded } from "@/lib/async/once-loaded.ts";
import { type Setting, withSettings } from "../core/settings.ts";
import type { PreferenceStore } from "../ports.ts";
import { isSetting } from "./stored-settings.ts";

const VERSION = 1;

type SettingKey = [inboxId: string, about: string, name: string, setAtMs: number, setBy: string];

type PreferencesSchema = DBSchema & { settings: { key: SettingKey; value: Setting } };

/**
 * Preferences in IndexedDB, one database for each network. Keys carry the inbox, so that two
 * accounts of one profile never see each other's, and end with the order in which things were
 * settled: tabs that write beside each other undo nothing, and need not read before they write,
 * for which a page that is going away has no time. Opened on first use.
 */
export function indexedPreferences(networkName: string): PreferenceStore {
  const database = onceLoaded(() => open(networkName));
  return {
    async load(inboxId) {
      const stored: unknown[] = await (await database()).getAll("settings", below([inboxId]));
      const { settings } = withSettings(new Map(), stored.filter(isSetting));
      return [...settings.values()];
    },
    async save(inboxId, settings) {
      const transaction = (await database()).transaction("settings", "readwrite");
      const written = settings.flatMap((setting) => {
        const { about, name, setAtMs, setBy } = setting;
        const key: SettingKey = [inboxId, about, name, setAtMs, setBy];
        const earlier = IDBKeyRange.bound([inboxId, about, name], key, false, true);
        return [transaction.store.delete(earlier), transaction.store.put(setting, key)];
      });
      // By itself it would wait for answers that a page which is going away never gets.
      transaction.commit();
      await Promise.all([...written, transaction.done]);
    },
    async erase(inboxId) {
      await (await database()).delete("settings", below([inboxId]));
    },
  };
}

function below(prefix: string[]): IDBKeyRange {
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}

function open(networkName: string): Promise<IDBPDatabase<PreferencesSchema>> {
  return openDB<PreferencesSchema>(`parley-preferences-${networkName}`, VERSION, {
    upgrade(database) {
      database.createObjectStore("settings");
    },
  });
}
