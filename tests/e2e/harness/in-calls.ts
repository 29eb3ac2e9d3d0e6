import { expect, type Locator, type Page } from "@playwright/test";
import { addressOf, short } from "./at-parley.ts";
import type { Person } from "./person.ts";
import { type MakePerson, twoFriends } from "./two-friends.ts";
import { calls } from "./words.ts";

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

/** Two people whose calls can be looked into, with their conversation open on both sides. */
export function callingFriends(
  person: MakePerson,
  prepare: (one: Person) => Promise<void> = watchConnections,
): Promise<[Person, Person]> {
  return twoFriends(person, { prepare, says: "Shall we talk?" });
}

/** Ana has called Ben, who took it; and the call as each of them sees it. */
export async function friendsInACall(
  person: MakePerson,
  media: "audio" | "video",
  prepare?: (one: Person) => Promise<void>,
): Promise<{ ana: Person; ben: Person; atAna: Locator; atBen: Locator }> {
  const [ana, ben] = await callingFriends(person, prepare);
  return { ana, ben, ...(await talk(ana, ben, media)) };
}

/** Ana calls Ben, who takes it; gives the call as each of them sees it, once they are connected. */
export async function talk(
  ana: Person,
  ben: Person,
  media: "audio" | "video",
): Promise<{ atAna: Locator; atBen: Locator }> {
  const [anaName, benName] = [short(addressOf(ana)), short(addressOf(ben))];
  await call(ana, calls.start[media]);
  await ringOf(ben.page, anaName).getByRole("button", { name: calls.accept[media] }).click();
  const [atAna, atBen] = [callWith(ana.page, benName), callWith(ben.page, anaName)];
  for (const window of [atAna, atBen]) await expect(window).toContainText(calls.state.connected);
  return { atAna, atBen };
}

/** Presses the button that begins a call, by its label. */
export async function call({ page }: Pick<Person, "page">, label: string): Promise<void> {
  await page.getByRole("button", { name: label, exact: true }).click();
}

/** The window of a call that one is in. */
export function callWith(page: Page, name: string): Locator {
  return page.getByRole("region", { name: `Call with ${name}` });
}

/** How a call ended is said on all these pages, for five seconds: they are looked at together. */
export async function expectEnded(words: string, ...pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => expect(page.getByText(words)).toBeVisible()));
}

/** The card of a call that comes in. */
export function ringOf(page: Page, name: string): Locator {
  return page.getByRole("region", { name: new RegExp(`^${name} is calling`) });
}
