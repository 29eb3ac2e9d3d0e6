import { createStore } from "zustand/vanilla";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { createGroupPicturing } from "@/lib/identity/flow/keep-group-pictures.ts";
import { createNaming } from "@/lib/identity/flow/keep-names.ts";
import { createPicturing } from "@/lib/identity/flow/keep-pictures.ts";
import { lookOf } from "@/lib/identity/names/name-look.ts";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import { FOR_EVER } from "@/lib/preferences/core/settings.ts";
import { createPreferences } from "@/lib/preferences/flow/keep-preferences.ts";
import type { ParleyServices } from "@/lib/react/parley-context.ts";
import { memoryNames, memoryPictures, memoryPreferences } from "../fakes/memory-stores.ts";
import { createProfile } from "../fakes/profile.ts";
import { galleryFiles } from "./files.ts";
import * as fixtures from "./fixtures.ts";
import { namesFor } from "./names.ts";
import { nowMs, query, scene } from "./scene.ts";
import { gallerySearch } from "./search.ts";
import { galleryArchive, galleryShipping } from "./sending.ts";
import { galleryMessaging, galleryTransactions } from "./transactions.ts";

const naming = createNaming({
  loadNames: async () => namesFor(scene),
  nameStore: memoryNames(),
  host: browserHost(),
});
naming.show("a".repeat(64) as InboxId);
if (scene === "moved") naming.openedAs({ ...lookOf("moored.eth"), address: fixtures.PEER });
export const preferences = createPreferences({
  preferenceStore: memoryPreferences(),
  host: browserHost(),
  channel: createProfile().openTab().channel,
});
preferences.show("a".repeat(64) as InboxId);
if (scene === "arranged" || scene === "archive") {
  const [, second, third, fourth, fifth, sixth] = fixtures.rowsOf(14, nowMs);
  if (second) preferences.pin(second.key);
  if (fifth) preferences.pin(fifth.key);
  if (third) preferences.mute(third.key, FOR_EVER);
  if (fourth) preferences.writeDraft(fourth.key, "I was about to say that the charts");
  if (sixth) preferences.archive(sixth);
}
const picturePorts = {
  loadPictures: () => Promise.reject(new Error("Nothing is fetched for the gallery")),
  pictureStore: memoryPictures(),
  preferences,
  host: browserHost(),
};
const groupPictures = createGroupPicturing(picturePorts);
groupPictures.start();
const pictures = createPicturing({
  ...picturePorts,
  oneTabAtATime: (task) => task(),
  naming,
});
pictures.start();
export const search = gallerySearch(
  fixtures.rowsOf(14, nowMs),
  query.get("index") ?? "ready",
  nowMs,
);
const messaging = galleryMessaging(fixtures.rowsOf(14, nowMs));
const transactions = galleryTransactions(messaging as never);
/** The gallery's components use these, and nothing else that a page runs. */
export const services = {
  naming,
  preferences,
  pictures,
  groupPictures,
  search,
  messaging,
  server: {
    store: createStore(() => ({ kind: "none" })),
    open: async () => {},
    close: async () => {},
    look: async () => {},
  },
  loadTransactions: () => transactions,
  loadShipping: async () => galleryShipping(),
  loadArchive: async () => galleryArchive(scene),
  ...(scene !== "files-none" && {
    archive: { maxFileBytes: 100_000_000, gatewayHost: "archive.harbour.example" },
  }),
  gatewayHosts: ["archive.harbour.example", "ipfs.io"],
  loadOpenFiles: galleryFiles(preferences),
  chainIds: [8453],
} as unknown as ParleyServices;
