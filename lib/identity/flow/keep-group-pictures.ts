import { createStore, type StoreApi } from "zustand/vanilla";
import { toParleyError } from "@/lib/errors/base.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import type { InboxId } from "../core/ids.ts";
import { type PictureRecord, type ShownPicture, shownPicture } from "../core/picture-record.ts";
import type { PictureStore, Pictures, Unsubscribe } from "../ports.ts";

export type GroupPicturingPorts = {
  /** Loads what fetches pictures, on first use. */
  loadPictures: () => Promise<Pictures>;
  pictureStore: PictureStore;
  preferences: Pick<Preferences, "store">;
  host: Pick<MessagingHost, "nowMs">;
};

export type GroupPicture = ShownPicture | { kind: "loading" };

export type GroupPicturesView = {
  /** Whether the account shows pictures; not before that is known. */
  isOn: boolean;
  pictures: ReadonlyMap<ThreadKey, GroupPicture>;
};

/** Pictures of groups as the screen uses them. Nothing of it fails. */
export type GroupPicturing = {
  readonly store: Pick<StoreApi<GroupPicturesView>, "getState" | "getInitialState" | "subscribe">;
  /** Hears what the person settles. */
  start(): Unsubscribe;
  /** Whose groups are shown, and whether anything of them may be kept. */
  show(inboxId: InboxId | undefined, options: { keeps: boolean }): void;
  /** This group is on the screen: what was loaded of it before is shown. */
  want(group: ThreadKey): void;
  /** Where the group's picture is now: one that came from somewhere else is not shown any more. */
  place(group: ThreadKey, url: string): void;
  /** A person wants to see it: its server is asked, once. */
  load(group: ThreadKey, url: string): Promise<void>;
};

/**
 * Keeps the pictures of groups. Anybody in a group may point its picture at a server of theirs, which
 * would see each member look: so none is asked before a person wants it, for each address anew.
 */
export function createGroupPicturing(ports: GroupPicturingPorts): GroupPicturing {
  const { loadPictures, pictureStore, preferences, host } = ports;
  const store = createStore<GroupPicturesView>(() => ({ isOn: false, pictures: new Map() }));
  const wanted = new Set<ThreadKey>();
  const places = new Map<ThreadKey, string>();
  const kept = new Map<ThreadKey, PictureRecord>();
  let shown: { inboxId: InboxId | undefined; keeps: boolean } | undefined;

  function put(group: ThreadKey, picture: GroupPicture | undefined): void {
    const pictures = new Map(store.getState().pictures);
    if (picture) pictures.set(group, picture);
    else if (!pictures.delete(group)) return;
    store.setState({ pictures });
  }

  function review(group: ThreadKey): void {
    const record = kept.get(group);
    const url = places.get(group) ?? record?.avatarText;
    put(group, store.getState().isOn ? shownPicture(record, url) : undefined);
    // The list shows what is kept, and does not know where the picture is now.
    if (record && url !== record.avatarText)
      keep({ of: group, avatarText: url ?? "", askedAtMs: 0 });
  }

  function keep(record: PictureRecord): void {
    kept.set(record.of as ThreadKey, record);
    if (shown?.keeps) pictureStore.save(record).catch(() => undefined);
  }

  async function recall(group: ThreadKey): Promise<void> {
    const forWhom = shown;
    if (!store.getState().isOn || !forWhom?.keeps || kept.has(group)) return;
    const record = await pictureStore.load(group).catch(() => undefined);
    if (!record || shown !== forWhom || kept.has(group)) return;
    kept.set(group, record);
    review(group);
  }

  function recallAll(): void {
    for (const group of wanted) void recall(group);
  }

  function hear(): void {
    const { isLoaded, app } = preferences.store.getState();
    const isOn = isLoaded && app.showsPictures;
    if (isOn === store.getState().isOn) return;
    kept.clear();
    store.setState({ isOn, pictures: new Map() });
    if (isOn) recallAll();
  }

  async function ask(group: ThreadKey, avatarText: string): Promise<PictureRecord> {
    const asked = { of: group, avatarText, askedAtMs: host.nowMs() };
    try {
      return { ...asked, url: await (await loadPictures()).fetch({ avatarText }) };
    } catch (error) {
      return { ...asked, problem: toParleyError(error, "picture.unreadable").code };
    }
  }

  return {
    store,
    start() {
      hear();
      return preferences.store.subscribe(hear);
    },
    show(inboxId, { keeps }) {
      if (shown?.inboxId === inboxId && shown?.keeps === keeps) return;
      shown = { inboxId, keeps };
      kept.clear();
      places.clear();
      store.setState({ pictures: new Map() });
      recallAll();
    },
    want(group) {
      wanted.add(group);
      void recall(group);
    },
    place(group, url) {
      if (places.get(group) === url) return;
      places.set(group, url);
      review(group);
    },
    async load(group, url) {
      const forWhom = shown;
      if (!store.getState().isOn || store.getState().pictures.get(group)?.kind === "loading")
        return;
      places.set(group, url);
      put(group, { kind: "loading" });
      const record = await ask(group, url);
      // Turned off, signed out, or pointed somewhere else in the meantime: nothing is kept.
      if (shown !== forWhom || !store.getState().isOn || places.get(group) !== url) return;
      keep(record);
      review(group);
    },
  };
}
