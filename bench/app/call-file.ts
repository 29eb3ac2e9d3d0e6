import type { Page } from "@playwright/test";
import {
  addressOf,
  openFromList,
  say,
  short,
  signIn,
  writeTo,
} from "../../tests/e2e/harness/at-parley.ts";
import {
  press,
  sendDirectly,
  transferOf,
  writeLarge,
} from "../../tests/e2e/harness/direct-files.ts";
import { callWith, ringOf } from "../../tests/e2e/harness/in-calls.ts";
import { calls, transfers } from "../../tests/e2e/harness/words.ts";
import { scenario } from "../lib/measure.ts";
import { watchMemory } from "../lib/memory.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";

const FILE_MB = 320;
const FILE_NAME = "large.mkv";

type Found = { mbPerS: number; sendingMb: number; receivingMb: number };

/** A file goes from one browser to another in a call: from the press on "accept" until it is checked. */
async function measureOurs({ person, world }: BenchWorld): Promise<Found> {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  for (const one of [ana, ben]) {
    await one.open("/");
    await signIn(one);
  }
  await writeTo(ana, addressOf(ben));
  await say(ana, "warm-up");
  await openFromList(ben, addressOf(ana));
  await ana.page.getByRole("button", { name: calls.start.audio, exact: true }).click();
  await ringOf(ben.page, short(addressOf(ana)))
    .getByRole("button", { name: calls.accept.audio })
    .click();
  const file = await writeLarge(world.dataDir, FILE_NAME, FILE_MB * 1_000_000);
  await sendDirectly(callWith(ana.page, short(addressOf(ben))), file);
  const come = transferOf(ben.page, FILE_NAME);
  const watches = [await watchMemory(ana.page), await watchMemory(ben.page)] as const;
  const beganAt = performance.now();
  await press(come, "accept");
  await come.getByText(transfers.stage.complete).waitFor({ timeout: 600_000 });
  const tookS = (performance.now() - beganAt) / 1_000;
  const [sendingMb, receivingMb] = [watches[0].stop(), watches[1].stop()];
  return { mbPerS: FILE_MB / tookS, sendingMb, receivingMb };
}

/** The same bytes over a bare channel between two pages: nothing is read, written or counted. */
async function measureFloor({ browser, world }: BenchWorld): Promise<number> {
  const context = await browser.newContext();
  const pages: [Page, Page] = [await context.newPage(), await context.newPage()];
  for (const page of pages) await page.goto(`${world.appUrl}/icon.svg`);
  const [from, to] = pages;
  const offer = await from.evaluate(prepare);
  const answer = await to.evaluate(receive, offer);
  const tookMs = await from.evaluate(send, { answer, bytes: FILE_MB * 1_000_000 });
  await context.close();
  return (FILE_MB * 1_000) / tookMs;
}

type Ends = { connection: RTCPeerConnection; channel: RTCDataChannel };

async function prepare(): Promise<string> {
  const connection = new RTCPeerConnection();
  const channel = connection.createDataChannel("bare", { negotiated: true, id: 0 });
  Object.assign(globalThis, { connection, channel });
  await connection.setLocalDescription(await connection.createOffer());
  await new Promise<void>((resolve) => {
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState === "complete") resolve();
    });
  });
  return connection.localDescription?.sdp ?? "";
}

/** Says how much came, each MB. */
async function receive(offer: string): Promise<string> {
  const connection = new RTCPeerConnection();
  const channel = connection.createDataChannel("bare", { negotiated: true, id: 0 });
  Object.assign(globalThis, { connection, channel });
  channel.binaryType = "arraybuffer";
  let received = 0;
  channel.addEventListener("message", ({ data }) => {
    received += (data as ArrayBuffer).byteLength;
    channel.send(String(received));
  });
  await connection.setRemoteDescription({ type: "offer", sdp: offer });
  await connection.setLocalDescription(await connection.createAnswer());
  await new Promise<void>((resolve) => {
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState === "complete") resolve();
    });
  });
  return connection.localDescription?.sdp ?? "";
}

async function send({ answer, bytes }: { answer: string; bytes: number }): Promise<number> {
  const { connection, channel } = globalThis as unknown as Ends;
  await connection.setRemoteDescription({ type: "answer", sdp: answer });
  if (channel.readyState !== "open")
    await new Promise((resolve) => channel.addEventListener("open", resolve));
  channel.bufferedAmountLowThreshold = 512 * 1024;
  const beganAt = performance.now();
  const done = new Promise<void>((resolve) => {
    channel.addEventListener("message", ({ data }) => {
      if (Number(data) >= bytes) resolve();
    });
  });
  const message = new Uint8Array(64 * 1024);
  for (let sent = 0; sent < bytes; sent += message.length) {
    if (channel.bufferedAmount > 1024 * 1024)
      await new Promise((resolve) =>
        channel.addEventListener("bufferedamountlow", resolve, { once: true }),
      );
    channel.send(message);
  }
  await done;
  return performance.now() - beganAt;
}

/** Files straight from device to device, beside a bare channel between two pages. */
export const appCallFile = scenario({
  rows: [
    { name: "app.call.file", unit: "MB/s", better: "more" },
    { name: "app.call.file.sender-memory", unit: "MB", goal: 100, better: "less" },
    { name: "app.call.file.receiver-memory", unit: "MB", goal: 100, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      log(`${FILE_MB} MB in a call`);
      const ours = await measureOurs(bench);
      log("the same bytes over a bare channel");
      const floor = await measureFloor(bench);
      return {
        "app.call.file": { value: ours.mbPerS, floor },
        "app.call.file.sender-memory": { value: ours.sendingMb },
        "app.call.file.receiver-memory": { value: ours.receivingMb },
      };
    }),
});
