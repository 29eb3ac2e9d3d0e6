import { beforeEach, describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { FOR_EVER, type Setting } from "@/lib/preferences/core/settings.ts";
import type { PreferenceStore } from "@/lib/preferences/ports.ts";

const ANA = "a".repeat(64) as InboxId;
const BEN = "b".repeat(64) as InboxId;

const draft = (value: string, setAtMs: number, setBy = "tab 1"): Setting => ({
  about: "dm:cleo",
  name: "draft",
  value,
  setAtMs,
  setBy,
});

/** What every store of preferences promises. */
export function preferenceStoreContract(name: string, open: () => PreferenceStore): void {
  describe(`${name} as a store of preferences`, () => {
    let store = open();
    beforeEach(() => {
      store = open();
    });

    it("gives back what it was given, each account its own", async () => {
      const settings: Setting[] = [
        draft("Dear Cleo", 1),
        { about: "dm:cleo", name: "mutedUntilMs", value: FOR_EVER, setAtMs: 2, setBy: "tab 1" },
        { about: "app", name: "notificationDetail", value: "none", setAtMs: 3, setBy: "tab 1" },
      ];
      await store.save(ANA, settings);
      await store.save(BEN, [draft("Dear Dan", 9)]);
      expect(await store.load(ANA)).toHaveLength(3);
      expect(await store.load(ANA)).toEqual(expect.arrayContaining(settings));
      expect(await store.load(BEN)).toEqual([draft("Dear Dan", 9)]);
    });

    it("keeps the later of two, in whatever order they come", async () => {
      await store.save(ANA, [draft("later", 2)]);
      await store.save(ANA, [draft("earlier", 1)]);
      expect(await store.load(ANA)).toEqual([draft("later", 2)]);
      await store.save(ANA, [draft("of the other tab", 2, "tab 2")]);
      await store.save(ANA, [draft("later", 2)]);
      expect(await store.load(ANA)).toEqual([draft("of the other tab", 2, "tab 2")]);
    });

    it("forgets an account, and leaves the others theirs", async () => {
      await store.save(ANA, [draft("mine", 1)]);
      await store.save(BEN, [draft("mine too", 1)]);
      await store.erase(ANA);
      expect(await store.load(ANA)).toEqual([]);
      expect(await store.load(BEN)).toHaveLength(1);
    });
  });
}
