import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { Person } from "./person.ts";
import { transfers } from "./words.ts";

/** A file with other bytes in each of its blocks. */
export async function writeLarge(folder: string, name: string, bytes: number): Promise<string> {
  const file = path.join(folder, name);
  const handle: FileHandle = await open(file, "w");
  const block = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < bytes; at += block.length) {
    for (let word = 0; word < block.length; word += 4)
      block.writeUInt32LE((Math.imul(at + word, 2_654_435_761) ^ word) >>> 0, word);
    await handle.write(block, 0, Math.min(block.length, bytes - at), at);
  }
  await handle.close();
  return file;
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest("hex");
}

type Watched = { filesSent: number[][]; holdAfter: number };

/**
 * Remembers where in a file each message of bytes belongs that a page sends, for each channel, and
 * lets no more of them go than a test says. Call it before the page is opened.
 */
export async function watchFiles({ context }: Pick<Person, "context">): Promise<void> {
  await context.addInitScript(() => {
    const watched: Watched = { filesSent: [], holdAfter: Number.POSITIVE_INFINITY };
    Object.assign(globalThis, watched);
    const page = globalThis as unknown as Watched;
    const known = new WeakMap<RTCDataChannel, { offsets: number[]; bytes: number }>();
    const standing = new WeakSet<RTCDataChannel>();
    const { send } = RTCDataChannel.prototype;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
      if (data instanceof Uint8Array) {
        const of = known.get(this) ?? { offsets: [], bytes: 0 };
        if (!known.has(this)) page.filesSent.push(of.offsets);
        known.set(this, of);
        of.bytes += data.length;
        if (of.bytes > page.holdAfter) standing.add(this);
        else of.offsets.push(Number(new DataView(data.buffer).getBigUint64(4)));
      }
      if (!standing.has(this)) send.call(this, data as never);
    };
  });
}

/** After so many bytes nothing more of a file leaves this page, as on a network that stands still. */
export function holdAfter(page: Page, bytes: number): Promise<void> {
  return page.evaluate((most) => {
    (globalThis as unknown as Watched).holdAfter = most;
  }, bytes);
}

/** Where each message of bytes belonged, for each connection. */
export function offsetsSent(page: Page): Promise<number[][]> {
  return page.evaluate(() => (globalThis as unknown as Watched).filesSent);
}

/** The row of a file, in the window of a call or beside it. */
export function transferOf(page: Page, fileName: string): Locator {
  return page.getByRole("list", { name: transfers.title }).getByRole("listitem").filter({
    hasText: fileName,
  });
}

/** Chooses files in the window of a call. */
export async function sendDirectly(window: Locator, files: string | string[]): Promise<void> {
  await window.getByRole("button", { name: transfers.send }).waitFor();
  await window.locator('input[type="file"]').first().setInputFiles(files);
}

export function press(row: Locator, verb: keyof typeof transfers & string): Promise<void> {
  return row.getByRole("button", { name: new RegExp(`^${String(transfers[verb])}`) }).click();
}
