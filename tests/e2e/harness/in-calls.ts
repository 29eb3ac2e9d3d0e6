import { expect, type Locator, type Page } from "@playwright/test";
import type { Person } from "./person.ts";

/** What a page has received in its connections so far, and drawn of it. */
export type Received = {
  packets: number;
  audioPackets: number;
  framesDecoded: number;
  screenFrames: number;
};

/** Lets a test ask the connections of a person's page what came. Call it before the page is opened. */
export async function watchConnections({ context }: Pick<Person, "context">): Promise<void> {
  await context.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    Object.assign(globalThis, { madeConnections: made });
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...given: ConstructorParameters<typeof RTCPeerConnection>) {
        super(...given);
        made.push(this);
      }
    };
  });
}

export function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const { madeConnections } = globalThis as unknown as { madeConnections: RTCPeerConnection[] };
    const total = { packets: 0, audioPackets: 0, framesDecoded: 0, screenFrames: 0 };
    for (const connection of madeConnections) {
      if (connection.connectionState === "closed") continue;
      for (const stats of (await connection.getStats()).values()) {
        if (stats.type !== "inbound-rtp") continue;
        total.packets += stats.packetsReceived ?? 0;
        if (stats.kind === "audio") total.audioPackets += stats.packetsReceived ?? 0;
        total.framesDecoded += stats.framesDecoded ?? 0;
        // Voice, camera, screen: the lines of a call in their order.
        if (stats.mid === "2") total.screenFrames += stats.framesDecoded ?? 0;
      }
    }
    return total;
  });
}

/** How many connections a page has open. */
export function openConnections(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { madeConnections } = globalThis as unknown as { madeConnections: RTCPeerConnection[] };
    return madeConnections.filter(({ connectionState }) => connectionState !== "closed").length;
  });
}

/** The name of what a page speaks into. */
export function spokenInto(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { madeConnections } = globalThis as unknown as { madeConnections: RTCPeerConnection[] };
    const senders = madeConnections.flatMap((connection) => connection.getSenders());
    const sent = senders.map(({ track }) => track);
    return sent.find((track) => track?.kind === "audio" && track.readyState === "live")?.label;
  });
}

/** The name of the speaker that a call is heard from. */
export function heardFrom(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const { sinkId } = document.querySelector("audio") ?? {};
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.find(({ kind, deviceId }) => kind === "audiooutput" && deviceId === sinkId)?.label;
  });
}

/** The microphone of a page is pulled out. */
export function unplugMicrophone(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { madeConnections } = globalThis as unknown as { madeConnections: RTCPeerConnection[] };
    for (const { track } of madeConnections.flatMap((connection) => connection.getSenders())) {
      if (track?.kind !== "audio" || track.readyState !== "live") continue;
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  });
}

/** Somebody presses what a browser shows to stop sharing a screen. */
export function stopSharing(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { madeConnections } = globalThis as unknown as { madeConnections: RTCPeerConnection[] };
    for (const connection of madeConnections) {
      const track = connection.getTransceivers()[2]?.sender.track;
      track?.stop();
      track?.dispatchEvent(new Event("ended"));
    }
  });
}

/** Media come in, more and more: the state of a connection alone says nothing. */
export async function expectMedia(
  page: Page,
  kinds: readonly ("audio" | "video" | "screen")[],
): Promise<void> {
  const before = await received(page);
  await expect
    .poll(async () => {
      const now = await received(page);
      const hears = now.audioPackets > before.audioPackets + 10;
      const sees = now.framesDecoded > before.framesDecoded + 5;
      const hasScreen = now.screenFrames > before.screenFrames + 5;
      if (kinds.includes("screen") && !hasScreen) return false;
      return (!kinds.includes("audio") || hears) && (!kinds.includes("video") || sees);
    })
    .toBe(true);
}

/** The window of a call that one is in. */
export function callWith(page: Page, name: string): Locator {
  return page.getByRole("region", { name: `Call with ${name}` });
}

/** The card of a call that comes in. */
export function ringOf(page: Page, name: string): Locator {
  return page.getByRole("region", { name: new RegExp(`^${name} is calling`) });
}
