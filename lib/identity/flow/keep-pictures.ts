import { createStore, type StoreApi } from "zustand/vanilla";
import { toParleyError } from "@/lib/errors/base.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import type { Address } from "../core/address.ts";
import {
  isPictureDue,
  type PictureRecord,
  type ShownPicture,
  shownPicture,
} from "../core/picture-record.ts";
import type { OneTabAtATime, PictureStore, Pictures, Unsubscribe } from "../ports.ts";
import type { Naming } from "./keep-names.ts";

export type PicturingPorts = {
  /** Loads what fetches pictures, on first use. */
  loadPictures: () => Promise<Pictures>;
  pictureStore: PictureStore;
  preferences: Pick<Preferences, "store">;
  oneTabAtATime: OneTabAtATime;
  naming: Pick<Naming, "store">;
  host: Pick<MessagingHost, "nowMs">;
  gatewayHost?: string;
};

export type PicturesView = {
  /** Whether the account shows pictures; not before that is known. */
  isOn: boolean;
  /** Whose pictures are loaded: one's own, and of whom one wrote to or accepted. */
  friends: ReadonlySet<Address>;
  pictures: ReadonlyMap<Address, ShownPicture>;
};

/** Pictures as the screen uses them. Nothing of it ever waits or fails. */
export type Picturing = {
  /** Who reads pictures on IPFS for this browser, if anybody. */
  readonly gatewayHost: string | undefined;
  readonly store: Pick<StoreApi<PicturesView>, "getState" | "getInitialState" | "subscribe">;
  /** Hears what the person settles, and what names there are. */
  start(): Unsubscribe;
  /** Nobody else's picture is loaded or shown. */
  befriend(addresses: Iterable<Address>): void;
  /** This address is on the screen: its picture is shown when it may be. */
  want(address: Address): void;
};

/**
 * Keeps the pictures of friends: each server is asked once, by one tab, and then not for a week.
 * A picture is what a name's owner chose; of whom there is no name there is none.
 */
export function createPicturing(ports: PicturingPorts): Picturing {
  const { loadPictures, pictureStore, preferences, oneTabAtATime, naming, host } = ports;
  const store = createStore<PicturesView>(() => ({
    isOn: false,
    friends: new Set(),
    pictures: new Map(),
  }));
  const wanted = new Set<Address>();
  /** What this device keeps, as far as it was looked at; null where it keeps nothing. */
  const kept = new Map<Address, PictureRecord | null>();
  const recalling = new Set<Address>();
  const waiting = new Set<Address>();
  let isFetching = false;

  const avatarTextOf = (address: Address) => naming.store.getState().names.get(address)?.avatarText;

  function mayLoad(address: Address): boolean {
    const { isOn, friends } = store.getState();
    return isOn && friends.has(address);
  }

  /** Shows what is there of these, and gets what is not. */
  function review(addresses: Iterable<Address>): void {
    const before = store.getState().pictures;
    const pictures = new Map(before);
    for (const address of addresses) {
      const avatarText = mayLoad(address) ? avatarTextOf(address) : undefined;
      const shown = shownPicture(kept.get(address) ?? undefined, avatarText);
      if (shown) pictures.set(address, shown);
      else pictures.delete(address);
      if (avatarText !== undefined) get(address, avatarText);
    }
    if (!isSame(before, pictures)) store.setState({ pictures });
  }

  function get(address: Address, avatarText: string): void {
    const record = kept.get(address);
    if (record === undefined) return void recall(address);
    if (!isPictureDue(record ?? undefined, avatarText, host.nowMs())) return;
    waiting.add(address);
    if (!isFetching) void fetchWaiting();
  }

  async function recall(address: Address): Promise<void> {
    if (recalling.has(address)) return;
    recalling.add(address);
    const record = await pictureStore.load(address).catch(() => undefined);
    recalling.delete(address);
    kept.set(address, record ?? null);
    review([address]);
  }

  /** One after the other, so that a list of a hundred people is no storm. */
  async function fetchWaiting(): Promise<void> {
    isFetching = true;
    for (const address of waiting) {
      waiting.delete(address);
      const avatarText = mayLoad(address) ? avatarTextOf(address) : undefined;
      if (avatarText === undefined) continue;
      const fetching = oneTabAtATime(() => fetchOnce(address, avatarText));
      const record = await fetching.catch(() => undefined);
      if (!record || !mayLoad(address)) continue;
      kept.set(address, record);
      review([address]);
    }
    isFetching = false;
  }

  /** Kept before the next tab looks. */
  async function fetchOnce(address: Address, avatarText: string): Promise<PictureRecord> {
    const before = await pictureStore.load(address).catch(() => undefined);
    if (before && !isPictureDue(before, avatarText, host.nowMs())) return before;
    const record = await ask(address, avatarText, before);
    // Turned off, or signed out, in the meantime: nothing is kept.
    if (mayLoad(address)) await pictureStore.save(record).catch(() => undefined);
    return record;
  }

  async function ask(
    address: Address,
    avatarText: string,
    before: PictureRecord | undefined,
  ): Promise<PictureRecord> {
    const asked = { of: address, avatarText, askedAtMs: host.nowMs() };
    try {
      const pictures = await loadPictures();
      return { ...asked, url: await pictures.fetch({ address, avatarText }) };
    } catch (error) {
      const problem = toParleyError(error, "picture.unreadable").code;
      const isOfSameText = before?.avatarText === avatarText && before.url !== undefined;
      return { ...asked, problem, ...(isOfSameText && { url: before.url }) };
    }
  }

  function hear(): void {
    const { isLoaded, app } = preferences.store.getState();
    const isOn = isLoaded && app.showsPictures;
    if (isOn === store.getState().isOn) return;
    store.setState({ isOn });
    if (isLoaded && !isOn) forget();
    review(wanted);
  }

  function forget(): void {
    kept.clear();
    pictureStore.erase().catch(() => undefined);
  }

  return {
    store,
    gatewayHost: ports.gatewayHost,
    start() {
      hear();
      const stopNames = naming.store.subscribe(() => review(wanted));
      const stopPreferences = preferences.store.subscribe(hear);
      return () => {
        stopNames();
        stopPreferences();
      };
    },
    befriend(addresses) {
      const friends = new Set(addresses);
      const before = store.getState().friends;
      if (friends.size === before.size && [...friends].every((each) => before.has(each))) return;
      store.setState({ friends });
      if (friends.size === 0) kept.clear();
      review(wanted);
    },
    want(address) {
      wanted.add(address);
      review([address]);
    },
  };
}

function isSame(
  a: ReadonlyMap<Address, ShownPicture>,
  b: ReadonlyMap<Address, ShownPicture>,
): boolean {
  return (
    a.size === b.size && [...a].every(([address, shown]) => isSamePicture(shown, b.get(address)))
  );
}

function isSamePicture(a: ShownPicture, b: ShownPicture | undefined): boolean {
  if (a.kind === "shown") return b?.kind === "shown" && a.url === b.url;
  return b?.kind === "failed" && a.code === b.code;
}
