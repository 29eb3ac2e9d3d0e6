import "fake-indexeddb/auto";
import { openDB } from "idb";
import { expect, it } from "vitest";
import { parseAddress } from "../core/address.ts";
import { indexedPictures } from "./indexed-pictures.ts";

const ANA = parseAddress(`0x${"1".repeat(40)}`);
const record = {
  of: ANA,
  avatarText: "https://pictures.test/ana",
  askedAtMs: 5,
  url: "data:image/webp;base64,AAAA",
};

it("keeps pictures until they are erased", async () => {
  const store = indexedPictures("one");
  expect(await store.load(ANA)).toBeUndefined();
  await store.save(record);
  expect(await indexedPictures("one").load(ANA)).toEqual(record);
  expect(await indexedPictures("two").load(ANA)).toBeUndefined();
  await store.erase();
  expect(await store.load(ANA)).toBeUndefined();
});

it("gives nothing back that is no picture of ours", async () => {
  const store = indexedPictures("three");
  await store.save(record);
  const database = await openDB("parley-pictures-three");
  for (const broken of [
    { ...record, url: "https://tracker.test/" },
    { ...record, askedAtMs: "5" },
    7,
  ]) {
    await database.put("pictures", broken, ANA);
    expect(await store.load(ANA)).toBeUndefined();
  }
});
