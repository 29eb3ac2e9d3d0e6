import { expect, it } from "vitest";
import type { InboxId, InstallationId } from "../core/ids.ts";
import type { DeviceNameMemory, KeptDeviceNames } from "../ports.ts";
import { createNamedDevices } from "./device-names.ts";

const PHONE = "phone" as InstallationId;
const LAPTOP = "laptop" as InstallationId;
const OWN = "own" as InboxId;
const OTHER = "other" as InboxId;

/** One browser's memory, and tabs that look at it. */
function browser() {
  let kept: KeptDeviceNames = {};
  const listeners = new Set<() => void>();
  const openTab = () => {
    let own: () => void;
    const memory: DeviceNameMemory = {
      load: () => kept,
      save: (names) => {
        kept = names;
        for (const listener of listeners) if (listener !== own) listener();
      },
      onChange: (listener) => {
        own = listener;
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const names = createNamedDevices(memory);
    names.start();
    names.show(OWN);
    return names;
  };
  return { openTab, kept: () => kept };
}

it("shows a new name in every tab, and keeps it", () => {
  const { openTab, kept } = browser();
  const [first, second] = [openTab(), openTab()];
  first.rename(PHONE, "  My phone ");
  expect(second.store.getState()).toEqual({ [PHONE]: "My phone" });
  expect(kept()).toEqual({ [PHONE]: { name: "My phone", inboxId: OWN } });
});

it("takes a name away when it is emptied", () => {
  const tab = browser().openTab();
  tab.rename(PHONE, "My phone");
  tab.rename(PHONE, " ");
  expect(tab.store.getState()).toEqual({});
});

it("introduces a device once: a name that a person gave stays", () => {
  const tab = browser().openTab();
  tab.introduce(PHONE, "Firefox on Linux");
  tab.rename(PHONE, "Work");
  tab.introduce(PHONE, "Firefox on Linux");
  expect(tab.store.getState()).toEqual({ [PHONE]: "Work" });
});

it("forgets an inbox's names with the inbox, and no other's", () => {
  const tab = browser().openTab();
  tab.rename(PHONE, "Mine");
  tab.show(OTHER);
  tab.rename(LAPTOP, "Another account's");
  tab.forget(OWN);
  expect(tab.store.getState()).toEqual({ [LAPTOP]: "Another account's" });
});

it("keeps nothing while nobody's inbox is shown", () => {
  const { openTab, kept } = browser();
  const tab = openTab();
  tab.show(undefined);
  tab.rename(PHONE, "For now");
  expect(tab.store.getState()).toEqual({ [PHONE]: "For now" });
  expect(kept()).toEqual({});
});
