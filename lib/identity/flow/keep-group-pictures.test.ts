import { beforeEach, describe, expect, it } from "vitest";
import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { NO_PREFERENCES, type PreferencesView } from "@/lib/preferences/core/preferences.ts";
import { memoryPictures } from "@/tests/fakes/memory-stores.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import type { InboxId } from "../core/ids.ts";
import type { PictureStore } from "../ports.ts";
import { createGroupPicturing, type GroupPicturing } from "./keep-group-pictures.ts";

const CREW: ThreadKey = `group:${"0a".repeat(16)}`;
const [BOAT, SHARK] = ["https://pictures.test/boat", "https://tracker.test/shark"];
const [ANA, BEN] = ["ana", "ben"] as InboxId[] as [InboxId, InboxId];

let host: VirtualHost;
let pictureStore: PictureStore;
let settled: StoreApi<PreferencesView>;
let asked: string[];
let problem: ErrorCode | undefined;
let page: GroupPicturing;

function openPage(inboxId: InboxId = ANA, keeps = true): GroupPicturing {
  const pictures = createGroupPicturing({
    loadPictures: async () => ({
      fetch: async ({ address, avatarText }) => {
        expect(address).toBeUndefined();
        asked.push(avatarText);
        if (problem) throw new ParleyError(problem, "no picture");
        return `data:image/webp,${avatarText}`;
      },
    }),
    pictureStore,
    preferences: { store: settled },
    host,
  });
  pictures.start();
  pictures.show(inboxId, { keeps });
  return pictures;
}

async function look(at: GroupPicturing = page, place?: string) {
  at.want(CREW);
  if (place !== undefined) at.place(CREW, place);
  await host.settle();
  return at.store.getState().pictures.get(CREW);
}

const boat = { kind: "shown", url: `data:image/webp,${BOAT}` };

beforeEach(() => {
  host = new VirtualHost();
  pictureStore = memoryPictures();
  settled = createStore(() => ({ ...NO_PREFERENCES, isLoaded: true }));
  asked = [];
  problem = undefined;
  page = openPage();
});

describe("pictures of groups", () => {
  it("are asked for when a person wants to see them, and by nothing else", async () => {
    expect(await look(page, BOAT)).toBeUndefined();
    expect(asked).toEqual([]);
    const loading = page.load(CREW, BOAT);
    expect(page.store.getState().pictures.get(CREW)).toEqual({ kind: "loading" });
    await loading;
    expect(await look()).toEqual(boat);
    expect(asked).toEqual([BOAT]);
  });

  it("are asked for once: what was loaded is shown after a reload", async () => {
    await page.load(CREW, BOAT);
    expect(await look(openPage())).toEqual(boat);
    expect(await look(openPage(), BOAT)).toEqual(boat);
    expect(asked).toEqual([BOAT]);
  });

  it("are not shown once they are somewhere else, where nobody is asked", async () => {
    await page.load(CREW, BOAT);
    expect(await look(page, SHARK)).toBeUndefined();
    const later = openPage();
    expect(await look(later)).toBeUndefined();
    expect(await look(later, SHARK)).toBeUndefined();
    expect(asked).toEqual([BOAT]);
  });

  it("say why there is none, and are asked for again when somebody wants it", async () => {
    problem = "picture.unreachable";
    await page.load(CREW, BOAT);
    expect(await look(page, BOAT)).toEqual({ kind: "failed", code: "picture.unreachable" });
    problem = undefined;
    await page.load(CREW, BOAT);
    expect(await look()).toEqual(boat);
  });

  it("are neither asked for nor shown while pictures are off", async () => {
    await page.load(CREW, BOAT);
    settled.setState({ app: { ...NO_PREFERENCES.app, showsPictures: false } });
    expect(await look(page, BOAT)).toBeUndefined();
    await page.load(CREW, BOAT);
    expect(asked).toEqual([BOAT]);
  });

  it("leave nothing behind of a session that keeps nothing, nor of somebody else", async () => {
    const temporary = openPage(ANA, false);
    await temporary.load(CREW, BOAT);
    expect(await look(temporary)).toEqual(boat);
    expect(await pictureStore.load(CREW)).toBeUndefined();
    temporary.show(BEN, { keeps: false });
    expect(await look(temporary)).toBeUndefined();
  });

  it("that arrive when nobody waits for them any more are dropped", async () => {
    const loading = page.load(CREW, BOAT);
    page.place(CREW, SHARK);
    await loading;
    expect(await look()).toBeUndefined();
    expect(await pictureStore.load(CREW)).toBeUndefined();
  });
});
