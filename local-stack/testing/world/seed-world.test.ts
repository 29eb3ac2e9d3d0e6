import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalStack } from "../../index.ts";
import { startTestStack } from "../../test-support/stack.ts";
import { createHeadlessClient, type HeadlessClient } from "../headless-client.ts";
import { seedWorld, UnknownGuestError, type World, WorldIsThereError } from "./seed-world.ts";
import { writeScript } from "./write-script.ts";

// Whole clients, which a busy machine takes long for.
vi.setConfig({ testTimeout: 120_000 });

const OPTIONS = { conversations: 4, messages: 60, groups: 1, people: 4, seed: "a test" };

let stack: LocalStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(() => stack.close());

/** Every text that a client can read, by conversation, which are in the order of their last ones. */
async function readAll({ client, libxmtp }: HeadlessClient) {
  const conversations = client.conversations();
  await conversations.syncAllConversations();
  const listed = conversations.list() as { conversation: { id(): string } }[];
  const read: { id: string; lastNs: bigint; said: { from: string; text: string }[] }[] = [];
  for (const { conversation } of listed) {
    const id = conversation.id();
    const messages = await conversations.findGroupById(id).findMessages({});
    const texts = messages.filter(
      ({ content }) => content.type?.typeId === libxmtp.contentTypeText().typeId,
    );
    const said = texts.map(({ senderInboxId, content }) => ({
      from: senderInboxId,
      text: new TextDecoder().decode(content.content),
    }));
    read.push({ id, lastNs: texts.at(-1)?.sentAtNs ?? 0n, said });
  }
  read.sort((a, b) => (a.lastNs < b.lastNs ? -1 : 1));
  return new Map(read.map(({ id, said }) => [id, said]));
}

function expectToHaveRead(
  read: Awaited<ReturnType<typeof readAll>>,
  { conversations, people }: World,
  reader: number,
): void {
  const mine = conversations.filter(({ members }) => members.includes(reader));
  expect(mine.length).toBeGreaterThan(2);
  expect([...read.keys()]).toEqual(mine.map(({ id }) => id));
  for (const { id, lines } of mine) {
    const said = lines.map(({ by, text }) => ({ from: people[by]?.inboxId, text }));
    expect(read.get(id)).toEqual(said);
  }
}

describe("a seeded world", () => {
  it("is read, decrypted and in order, by an app that signed in as one of its people before", async () => {
    const [first] = writeScript(OPTIONS).people;
    const app = await createHeadlessClient({
      url: stack.urls.grpcWeb,
      privateKey: first?.privateKey ?? "0x",
    });
    const steps = new Map<string, string>();
    const world = await seedWorld(stack.urls.grpcWeb, {
      ...OPTIONS,
      threads: 2,
      onProgress: ({ step, done, of }) => steps.set(step, `${done}/${of}`),
    });
    expect(world.people[0]?.inboxId).toBe(app.inboxId);
    expect(Object.fromEntries(steps)).toEqual({
      people: "4/4",
      conversations: "5/5",
      messages: "60/60",
    });
    expectToHaveRead(await readAll(app), world, 0);
    app.close();
  });

  it("fills the inbox of a guest, who can answer", async () => {
    const guest = await createHeadlessClient({ url: stack.urls.grpcWeb });
    const world = await seedWorld(stack.urls.grpcWeb, {
      ...OPTIONS,
      seed: "with a guest",
      guest: guest.address,
      threads: 1,
    });
    const read = await readAll(guest);
    expectToHaveRead(read, world, 0);
    const names = world.conversations.flatMap(({ name }) => name ?? []);
    const listed = [...read.keys()].map((id) => guest.client.conversations().findGroupById(id));
    expect(listed.map((group) => group.groupName())).toEqual(expect.arrayContaining(names));
    const [someone] = world.people.slice(1);
    await guest.sendText(someone?.address ?? "0x", "Thank you for all of this");
    guest.close();
  });

  it("is there once, with apps of its people or without, until it is wanted again", async () => {
    const own = await startTestStack();
    const few = { conversations: 1, messages: 2, groups: 0, people: 2, threads: 1, seed: 7 };
    const [one, other] = writeScript(few).people.map(({ privateKey = "0x" }) =>
      createHeadlessClient({ url: own.urls.grpcWeb, privateKey }),
    ) as [Promise<HeadlessClient>, Promise<HeadlessClient>];
    const [app] = [await one, await other];
    await seedWorld(own.urls.grpcWeb, few);
    await expect(seedWorld(own.urls.grpcWeb, { ...few, guest: app.address })).rejects.toThrow(
      new WorldIsThereError(7, "finished"),
    );
    expect(own.health().counts).toMatchObject({ inboxes: 2, installations: 4 });
    await seedWorld(own.urls.grpcWeb, { ...few, again: true });
    const [read] = (await readAll(app)).values();
    expect(read).toHaveLength(4);
    await own.close();
  });

  it("that breaks off says why in a sentence", async () => {
    const own = await startTestStack();
    own.faults.set("error rpc=SendWelcomeMessages code=Internal");
    const seeding = seedWorld(own.urls.grpcWeb, { ...OPTIONS, messages: 5, threads: 1 });
    await expect(seeding).rejects.toThrow(/^The world could not be finished: /);
    own.faults.clear();
    await expect(seedWorld(own.urls.grpcWeb, OPTIONS)).rejects.toThrow("is not finished");
    await own.close();
  });

  it("is not begun for a guest whom nobody knows, or where there is no node", async () => {
    const guest = `0x${"12".repeat(20)}` as const;
    await expect(seedWorld(stack.urls.grpcWeb, { guest })).rejects.toThrow(UnknownGuestError);
    const nowhere = "http://127.0.0.1:9";
    await expect(seedWorld(nowhere)).rejects.toThrow(`There is no node at ${nowhere}.`);
  });
});
