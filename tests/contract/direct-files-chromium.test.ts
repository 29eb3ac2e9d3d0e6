import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FilesInChromium, filesInChromium } from "@/tests/files-page/in-chromium.ts";

let world: FilesInChromium;
beforeAll(async () => {
  world = await filesInChromium();
}, 60_000);
afterAll(() => world.close());

const CHUNK = 64 * 1024;
const bytesOf = (length: number) =>
  new Uint8Array(length).map((_, at) => (at * 7 + (at >> 8)) & 0xff);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

it("writes a file as it comes, goes on with it in another page, and counts all of it", async () => {
  const all = bytesOf(5 * CHUNK + 3);
  const first = await world.page.evaluate(async (chunk) => {
    const { landing } = window.direct;
    const told: number[] = [];
    let isThere = () => {};
    const written = new Promise<void>((resolve) => {
      isThere = resolve;
    });
    const opened = await landing.open("one/key", 5 * chunk + 3, {
      onWritten: (offset) => {
        told.push(offset);
        if (told.length === 2) isThere();
      },
      onFailed: () => {},
    });
    if (typeof opened === "string") return opened;
    for (const from of [0, chunk]) {
      // As it comes from a channel: behind a header, in the memory of its message.
      const message = new Uint8Array(12 + chunk);
      for (let at = 0; at < chunk; at += 1) {
        const place = from + at;
        message[12 + at] = (place * 7 + (place >> 8)) & 0xff;
      }
      opened.write(new Uint8Array(message.buffer, 12));
    }
    await written;
    const other = await landing.open("one/key", chunk, { onWritten() {}, onFailed() {} });
    return { told, other, bytesOnDisk: opened.bytesOnDisk };
  }, CHUNK);
  expect(first).toEqual({ told: [CHUNK, 2 * CHUNK], other: "no-store", bytesOnDisk: 0 });

  // The page goes without having closed anything.
  await world.page.reload();
  await world.page.waitForFunction(() => "direct" in window);
  const second = await world.page.evaluate(async (chunk) => {
    const { landing } = window.direct;
    const opened = await landing.open("one/key", 5 * chunk + 3, { onWritten() {}, onFailed() {} });
    if (typeof opened === "string") return opened;
    const rest = new Uint8Array(3 * chunk + 3);
    for (let at = 0; at < rest.length; at += 1) {
      const place = 2 * chunk + at;
      rest[at] = (place * 7 + (place >> 8)) & 0xff;
    }
    opened.write(rest);
    const digest = await opened.digest();
    await opened.close();
    const file = await landing.read("one/key");
    const read = new Uint8Array(await file.arrayBuffer());
    return {
      bytesOnDisk: opened.bytesOnDisk,
      digest,
      size: await landing.sizeOf("one/key"),
      last: read.at(-1),
    };
  }, CHUNK);
  expect(second).toEqual({
    bytesOnDisk: 2 * CHUNK,
    digest: sha256(all),
    size: all.length,
    last: all.at(-1),
  });
}, 30_000);

it("takes nothing that there is no room for, and erases what nobody keeps or holds", async () => {
  const found = await world.page.evaluate(async () => {
    const { landing } = window.direct;
    const events = { onWritten() {}, onFailed() {} };
    const tooLarge = await landing.open("large", 2 ** 49, events);
    for (const key of ["kept", "left"]) {
      const opened = await landing.open(key, 3, events);
      if (typeof opened === "string") continue;
      opened.write(new Uint8Array([1, 2, 3]));
      await opened.digest();
      await opened.close();
    }
    const held = await landing.open("held", 3, events);
    if (typeof held !== "string") {
      held.write(new Uint8Array([1, 2, 3]));
      await held.digest();
    }
    await landing.keepOnly(["kept"]);
    const sizes: number[] = [];
    for (const key of ["kept", "left", "held"]) sizes.push(await landing.sizeOf(key));
    if (typeof held !== "string") await held.close();
    await landing.erase("held");
    return { tooLarge, sizes, erased: await landing.sizeOf("held") };
  });
  expect(found).toEqual({ tooLarge: "no-room", sizes: [3, 0, 3], erased: 0 });
}, 30_000);

it("reads a file from anywhere, and counts each of its bytes once", async () => {
  const all = bytesOf(3_000_000);
  const found = await world.page.evaluate(async () => {
    const bytes = new Uint8Array(3_000_000);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 7 + (at >> 8)) & 0xff;
    const source = window.direct.openSource(new Blob([bytes]));
    const head = await source.head();
    const later = await source.read(2_000_000, 5);
    const again = await source.read(1_999_998, 5);
    const digest = await source.digest();
    const tooFar = await source.read(2_999_999, 2).catch(() => "refused");
    source.close();
    const over = await source.digest().catch(() => "over");
    return { head, later: [...later], again: [...again], digest, tooFar, over };
  });
  expect(found).toMatchObject({
    head: sha256(all.subarray(0, CHUNK)),
    later: [...all.subarray(2_000_000, 2_000_005)],
    again: [...all.subarray(1_999_998, 2_000_003)],
    digest: sha256(all),
    tooFar: "refused",
  });
}, 30_000);
