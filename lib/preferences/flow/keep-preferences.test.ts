import { beforeEach, describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { memoryPreferences } from "@/tests/fakes/memory-stores.ts";
import { createProfile } from "@/tests/fakes/profile.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { settledAbout } from "../core/preferences.ts";
import { FOR_EVER } from "../core/settings.ts";
import { createPreferences, type Preferences, SETTLE_AFTER_MS } from "./keep-preferences.ts";

const ANA = "a".repeat(64) as InboxId;
const BEN = "b".repeat(64) as InboxId;
const THREAD: ThreadKey = "dm:cleo";

let host = new VirtualHost();
let profile = createProfile();
let preferenceStore = memoryPreferences();

beforeEach(() => {
  host = new VirtualHost();
  profile = createProfile();
  preferenceStore = memoryPreferences();
});

async function openTab(inboxId: InboxId = ANA): Promise<Preferences> {
  const preferences = createPreferences({
    preferenceStore,
    host,
    channel: profile.openTab().channel,
  });
  preferences.show(inboxId);
  await host.settle();
  return preferences;
}

const about = ({ store }: Preferences, thread = THREAD) => settledAbout(store.getState(), thread);

function row(lastAtMs: number): InboxRow {
  const preview = { content: { type: "text", text: "hi" } as const, mine: false };
  return {
    key: THREAD,
    kind: "dm",
    consent: "allowed",
    preview: { ...preview, state: { kind: "sent" } },
    lastAtMs,
    unreadCount: 1,
  };
}

describe("a draft", () => {
  it("is there again after a restart, for its own account only", async () => {
    const before = await openTab();
    before.writeDraft(THREAD, "Dear Cleo");
    await host.pass(SETTLE_AFTER_MS);
    expect(about(await openTab()).draft).toBe("Dear Cleo");
    expect(about(await openTab(BEN)).draft).toBe("");
  });

  it("is kept when the page goes away in the middle of a word", async () => {
    const before = await openTab();
    before.writeDraft(THREAD, "Dea");
    host.leave();
    expect(about(await openTab()).draft).toBe("Dea");
  });

  it("is the same in every tab a moment later, and gone from all when it is sent", async () => {
    const [one, other] = [await openTab(), await openTab()];
    for (const text of ["H", "He", "Hey"]) one.writeDraft(THREAD, text);
    expect(about(one).draft).toBe("Hey");
    await host.pass(SETTLE_AFTER_MS);
    expect(about(other).draft).toBe("Hey");
    one.writeDraft(THREAD, "");
    await host.settle();
    expect(about(other).draft).toBe("");
    expect(about(await openTab()).draft).toBe("");
  });

  it("is the last that was typed, where two tabs type at once", async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.writeDraft(THREAD, "from one");
    other.writeDraft(THREAD, "from the other");
    await host.pass(SETTLE_AFTER_MS);
    const drafts = [about(one).draft, about(other).draft, about(await openTab()).draft];
    expect(new Set(drafts).size).toBe(1);
    one.writeDraft(THREAD, "from one, later");
    await host.pass(SETTLE_AFTER_MS);
    expect([about(one).draft, about(other).draft]).toEqual(Array(2).fill("from one, later"));
  });

  it("does not come back after the account was erased", async () => {
    const [one, other] = [await openTab(), await openTab()];
    other.writeDraft(THREAD, "half a word");
    for (const tab of [one, other]) tab.show(undefined);
    await preferenceStore.erase(ANA);
    host.leave();
    await host.pass(SETTLE_AFTER_MS);
    expect(about(other).draft).toBe("");
    expect(about(await openTab()).draft).toBe("");
  });
});

describe("what is settled about conversations", () => {
  it("is the same in every tab, and of the next visit", async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.pin(THREAD);
    other.mute(THREAD, FOR_EVER);
    one.settle("playsSound", false);
    await host.settle();
    for (const tab of [one, other, await openTab()]) {
      expect(tab.store.getState().pinned).toEqual([THREAD]);
      expect(about(tab).mutedUntilMs).toBe(FOR_EVER);
      expect(tab.store.getState().app.playsSound).toBe(false);
    }
  });

  it("waits for this device's own data before a message brings anything back", async () => {
    const before = await openTab();
    before.archive(row(10));
    before.mute(THREAD, FOR_EVER);
    const after = createPreferences({
      preferenceStore,
      host,
      channel: profile.openTab().channel,
    });
    after.show(ANA);
    after.heed([row(11)]);
    expect(after.store.getState().isLoaded).toBe(false);
    await host.settle();
    expect(after.store.getState().archived).toEqual(new Set([THREAD]));
    after.mute(THREAD, 0);
    after.heed([row(12)]);
    expect(after.store.getState().archived).toEqual(new Set());
  });

  it("is shown without what was kept when that can't be read, and lasts as long as the tab", async () => {
    preferenceStore.load = () => Promise.reject(new Error("blocked"));
    preferenceStore.save = () => Promise.reject(new Error("blocked"));
    const tab = await openTab();
    tab.pin(THREAD);
    await host.settle();
    expect(tab.store.getState()).toMatchObject({ isLoaded: true, pinned: [THREAD] });
  });
});
