import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { dmKey, type MessageId, type ThreadKey } from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, Person } from "@/tests/fakes/people.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { archiveHeaderBytes, archiveParts } from "../core/archive-file.ts";
import type { ArchiveState } from "./archives.ts";

let network: FakeNetwork;
let host: VirtualHost;
let first: Person;
let second: Person;
const withBo: ThreadKey = dmKey(`inbox-of-${BO}` as never);

/** Alix has talked with Bo on her first device; her second one has nothing of it. */
async function meet(messages: number): Promise<void> {
  network = new FakeNetwork();
  host = new VirtualHost();
  const bo = new Person(network, BO, host);
  await bo.open();
  first = new Person(network, ALIX, host);
  await first.open();
  await first.messaging.openDm(BO);
  first.messaging.send(withBo, "line 0");
  await host.settle();
  const [said] = first.store.messages.values();
  if (!said) throw new Error("nothing was said");
  for (let turn = 1; turn < messages; turn++) {
    const id = `${said.id} ${turn}` as MessageId;
    const sentAtNs = said.sentAtNs + BigInt(turn) * 1_000_000n;
    const content = { type: "text", text: `line ${turn}` } as const;
    first.store.messages.set(id, { ...said, id, sentAtNs, content });
  }
  second = new Person(network, ALIX, host);
  // The fake network gives any device what was there before it: a real one does not.
  network.groups.length = 0;
  second.store.cursor = network.log.length;
  await second.open();
}

beforeEach(() => meet(3));

const stateOf = ({ messaging }: Person) => messaging.archives.store.getState();

async function save(person: Person = first): Promise<Extract<ArchiveState, { kind: "saved" }>> {
  await person.messaging.archives.save();
  const state = stateOf(person);
  if (state.kind !== "saved") throw new Error(`not saved: ${JSON.stringify(state)}`);
  person.messaging.archives.dismiss();
  return state;
}

async function restore(file: Blob, words: string, person: Person = second): Promise<ArchiveState> {
  await person.messaging.archives.restore(file, words);
  return stateOf(person);
}

/** The file with its parts changed, and a header that fits. */
async function rewritten(file: Blob, change: (parts: Uint8Array[]) => Uint8Array[]): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const headerBytes = archiveHeaderBytes(bytes) ?? 0;
  const header = bytes.slice(0, headerBytes);
  const places = archiveParts(header);
  const parts = change(places.map(({ start, end }) => bytes.slice(start, end)));
  const view = new DataView(header.buffer);
  for (const [index, part] of parts.entries()) view.setUint32(12 + index * 4, part.length);
  return new Blob([header, ...parts.map((part) => new Uint8Array(part))]);
}

const failure = (during: "save" | "restore", code: string) => ({
  kind: "failed",
  during,
  error: expect.objectContaining({ code }),
});

describe("an archive", () => {
  it("is carried over with its 24 words, and what it brought is shown", async () => {
    const { file, words, messages, conversations } = await save();
    expect(words.split(" ")).toHaveLength(24);
    expect({ messages, conversations }).toEqual({ messages: 3, conversations: 1 });
    const restored = await restore(file, `  ${words.toUpperCase()}\n`);
    expect(restored).toEqual({ kind: "restored", messages: 3, conversations: 1 });
    second.messaging.openThread(withBo);
    await host.settle();
    expect(second.texts(withBo)).toEqual(["line 0", "line 1", "line 2"]);
    expect(await restore(file, words)).toMatchObject({ kind: "restored", messages: 0 });
  });

  it("opens with no other words, and in no other account", async () => {
    const { file, words } = await save();
    const other = (await save(second)).words;
    expect(await restore(file, "not quite")).toEqual(failure("restore", "archive.words"));
    expect(await restore(file, other)).toEqual(failure("restore", "archive.unreadable"));
    const bo = new Person(network, BO, host);
    await bo.open();
    expect(await restore(file, words, bo)).toEqual(failure("restore", "archive.unreadable"));
    const letter = new Blob(["Dear Alix, this is no archive at all."]);
    expect(await restore(letter, words)).toEqual(failure("restore", "archive.unreadable"));
    expect(second.store.messages.size).toBe(0);
  });

  it("forgets its words when they were dismissed, and when the inbox leaves the screen", async () => {
    await save();
    expect(stateOf(first)).toEqual({ kind: "idle" });
    await first.messaging.archives.save();
    first.messaging.stop();
    expect(stateOf(first)).toEqual({ kind: "idle" });
  });

  it("is one at a time, and says when the client is gone", async () => {
    const saving = first.messaging.archives.save();
    await first.messaging.archives.restore(new Blob(), "ignored");
    await saving;
    expect(stateOf(first).kind).toBe("saved");
  });
});

describe("a large archive", () => {
  beforeEach(() => meet(1_700));

  it("goes over in parts, and says how far it is", async () => {
    const shares: number[] = [];
    first.messaging.archives.store.subscribe((state) => {
      if (state.kind === "saving") shares.push(state.share);
    });
    const { file, words } = await save();
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(await restore(file, words)).toMatchObject({ kind: "restored", messages: 1_700 });
    const texts = ({ store }: Person) => [...store.messages.values()].map(({ id }) => id).sort();
    expect(texts(second)).toEqual(texts(first));
  });

  it("lets a message that is on its way go first", async () => {
    const { file, words } = await save();
    const steps: string[] = [];
    const { client: openClient } = second;
    second.client = () => {
      const client = openClient.call(second);
      return {
        ...client,
        importArchive: async (part, key) => {
          steps.push("part");
          if (steps.length === 2) second.messaging.send(withBo, "meanwhile");
          await client.importArchive(part, key);
        },
        publish: async (id) => {
          await new Promise<void>((resolve) => void host.at(host.nowMs() + 300, resolve));
          const published = await client.publish(id);
          steps.push("sent");
          return published;
        },
      };
    };
    second.lose();
    await second.open();
    const restoring = restore(file, words);
    await host.pass(5_000);
    expect(await restoring).toMatchObject({ kind: "restored" });
    expect(steps.slice(0, 4)).toEqual(["part", "part", "sent", "part"]);
  });

  it("shows what is in on the way, and tells who makes something of the messages once, at the end", async () => {
    const { file, words } = await save();
    const steps: string[] = [];
    const { client: openClient } = second;
    second.client = () => {
      const client = openClient.call(second);
      return {
        ...client,
        importArchive: async (part, key) => {
          await new Promise<void>((resolve) => void host.at(host.nowMs() + 6_000, resolve));
          await client.importArchive(part, key);
          steps.push("part");
        },
        listConversations: () => {
          steps.push("list");
          return client.listConversations();
        },
      };
    };
    second.lose();
    await second.open();
    second.messaging.onStoreNews(({ kind }) => steps.push(kind));
    steps.length = 0;
    const restoring = restore(file, words);
    await host.pass(40_000);
    expect(await restoring).toMatchObject({ kind: "restored", messages: 1_700 });
    expect(steps).toEqual(["part", "part", "list", "part", "part", "list", "restored", "list"]);
  });

  it("that was cut short gives what is in it, and says that it is not all", async () => {
    const { file, words } = await save();
    const half = file.slice(0, file.size * 0.6);
    expect(await restore(half, words)).toEqual(failure("restore", "archive.damaged"));
    expect(second.store.messages.size).toBeGreaterThan(400);
    expect(second.store.messages.size).toBeLessThan(1_700);
    expect(await restore(file, words)).toMatchObject({ kind: "restored" });
    expect(second.store.messages.size).toBe(1_700);
  });

  it("notices a part that was left out, or put in another's place", async () => {
    const { file, words } = await save();
    const swapped = await rewritten(file, ([a, b, c, ...rest]) =>
      [a, c, b, ...rest].flatMap((part) => part ?? []),
    );
    expect(await restore(swapped, words)).toEqual(failure("restore", "archive.damaged"));
    const shorter = await rewritten(file, ([a, _, c, ...rest]) =>
      [a, new Uint8Array(), c, ...rest].flatMap((part) => part ?? []),
    );
    expect(await restore(shorter, words)).toEqual(failure("restore", "archive.damaged"));
  });

  it("is whole however far the clocks of its conversations were wrong", async () => {
    const skews = fc.integer({ min: -2_000, max: 2_000 });
    await fc.assert(
      fc.asyncProperty(skews, async (skewMs) => {
        for (const group of first.store.groups.values()) {
          group.createdAtNs += BigInt(skewMs) * 1_000_000n;
        }
        const { file, words } = await save();
        const device = new Person(network, ALIX, host);
        device.store.cursor = network.log.length;
        await device.open();
        expect(await restore(file, words, device)).toMatchObject({ messages: 1_700 });
      }),
      { numRuns: 6 },
    );
  });
});
