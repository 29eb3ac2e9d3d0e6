import { beforeEach, expect, it } from "vitest";
import {
  type ConversationId,
  groupKey,
  type MessageId,
  type ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { createGate } from "@/tests/fakes/gate.ts";
import { ALIX, BO, Person } from "@/tests/fakes/people.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import type { StreamHandlers, XmtpClient } from "../ports/xmtp-client.ts";
import { ANSWER_EVERY_MS } from "./answer-devices.ts";
import { COUNTED_AT_ONCE } from "./recount-unread.ts";

const MANY = 3 * COUNTED_AT_ONCE;
const inboxOf = (address: string) => `inbox-of-${address}` as never;

let network: FakeNetwork;
let host: VirtualHost;
let bo: Person;

beforeEach(() => {
  network = new FakeNetwork();
  host = new VirtualHost();
  bo = new Person(network, BO, host);
});

/** Groups in which Alix has said something, the newest first. */
function crowd(count: number): ThreadKey[] {
  const keys = Array.from({ length: count }, (_, i) => {
    const { id } = network.createGroup(`Crew ${i}`, [inboxOf(ALIX), inboxOf(BO)]);
    const key = groupKey(id as ConversationId);
    say(key, "first");
    return key;
  });
  return keys.reverse();
}

function say(key: ThreadKey, text: string): void {
  const groupId = key.slice("group:".length);
  const messageId = `${text} in ${groupId}` as MessageId;
  const senderInboxId = inboxOf(ALIX);
  network.publish({ messageId, groupId, senderInboxId, content: { type: "text", text } });
}

/** Bo knows a crowd, was away while more was said in each, and his app has no client yet. */
async function comeBackTo(count: number): Promise<[ThreadKey, ...ThreadKey[]]> {
  const keys = crowd(count);
  await bo.open();
  expect(unread()).toEqual(keys.map(() => 1));
  bo.lose();
  for (const key of [...keys].reverse()) say(key, "second");
  await bo.client().syncAll();
  return keys as [ThreadKey, ...ThreadKey[]];
}

/** Bo's app begins with this client in the place of his own. */
async function openWith(wrap: (client: XmtpClient) => Partial<XmtpClient>): Promise<void> {
  const client = bo.client();
  bo.messaging.attach({ ...client, ...wrap(client) }, { leads: true });
  await host.settle();
}

const unread = () => bo.messaging.store.getState().rows.map(({ unreadCount }) => unreadCount);

it("counts what is on top of a long list first, and shows it before the rest is counted", async () => {
  const keys = await comeBackTo(MANY);
  const gate = createGate();
  const asked: ThreadKey[][] = [];
  await openWith(({ countUnread }) => ({
    countUnread: async (readUntilNs) => {
      asked.push(Object.keys(readUntilNs) as ThreadKey[]);
      if (!(keys[0] !== undefined && keys[0] in readUntilNs)) await gate.opened;
      return countUnread(readUntilNs);
    },
  }));
  expect(asked[0]).toEqual(keys.slice(0, COUNTED_AT_ONCE));
  expect(unread()).toEqual(keys.map((_, place) => (place < COUNTED_AT_ONCE ? 2 : 1)));

  gate.open();
  await host.settle();
  expect(unread()).toEqual(keys.map(() => 2));
});

it("keeps the newer count when an older question is answered after it", async () => {
  const [key] = await comeBackTo(1);
  const gate = createGate();
  let questions = 0;
  await openWith(({ countUnread }) => ({
    countUnread: async (readUntilNs) => {
      const counts = await countUnread(readUntilNs);
      questions += 1;
      if (questions === 1) await gate.opened;
      return counts;
    },
  }));
  say(key, "third");
  await host.settle();
  expect(unread()).toEqual([3]);
  gate.open();
  await host.settle();
  expect(unread()).toEqual([3]);
});

it("reads the conversations that are open before it counts what is below the screen", async () => {
  const keys = crowd(MANY);
  await bo.open();
  const [below, open] = keys.slice(-2) as [ThreadKey, ThreadKey];
  bo.messaging.openThread(open);
  await host.settle();
  let isSlow = false;
  bo.lose();
  await openWith(({ countUnread }) => ({
    countUnread: (readUntilNs) =>
      isSlow && below in readUntilNs ? new Promise(() => undefined) : countUnread(readUntilNs),
  }));
  network.faults.silentStreams = true;
  say(open, "meanwhile");
  isSlow = true;
  host.wake();
  await host.pass(3_000);
  expect(bo.texts(open)).toContain("meanwhile");
});

it("reads the list once more for all of a burst in conversations that nobody told of", async () => {
  let handlers: StreamHandlers | undefined;
  let lists = 0;
  await openWith(({ stream, listConversations }) => ({
    stream: (given) => {
      handlers = given;
      return stream(given);
    },
    listConversations: () => {
      lists += 1;
      return listConversations();
    },
  }));
  await host.pass(3_000);
  const before = lists;
  for (let i = 0; i < 20; i++) {
    handlers?.onMessage({
      id: `unheard-${i}` as MessageId,
      groupId: `group-${i}`,
      thread: groupKey(`group-${i}` as ConversationId),
      senderInboxId: inboxOf(ALIX),
      content: { type: "text", text: "hello" },
      sentAtNs: network.nowNs(),
      delivery: "published",
    } as never);
  }
  await host.settle();
  expect(lists - before).toBe(2);
});

it("asks once who wrote in a group, however much they write until that is known", async () => {
  network.register(ALIX, inboxOf(ALIX));
  network.faults.hiddenAddresses = true;
  const [key] = await comeBackTo(1);
  network.faults.hiddenAddresses = false;
  const gate = createGate();
  const asked: unknown[] = [];
  await openWith(({ findPeers }) => ({
    findPeers: async (inboxIds) => {
      asked.push(inboxIds);
      await gate.opened;
      return findPeers(inboxIds);
    },
  }));
  for (let i = 0; i < 10; i++) say(key, `line ${i}`);
  await host.settle();
  expect(asked).toEqual([[inboxOf(ALIX)]]);
  gate.open();
  await host.settle();
  const [row] = bo.messaging.store.getState().rows;
  expect(row?.preview?.people?.get(inboxOf(ALIX))).toBe(ALIX);
});

it("looks for what other devices ask once all is in, and never twice at once", async () => {
  const synced = createGate();
  const answered = createGate();
  let looks = 0;
  await openWith(({ syncAll }) => ({
    syncAll: async (onConversation) => {
      await synced.opened;
      return syncAll(onConversation);
    },
    syncDevices: () => {
      looks += 1;
      return answered.opened;
    },
  }));
  await host.pass(4 * ANSWER_EVERY_MS);
  expect(looks, "before all is in").toBe(0);
  synced.open();
  await host.pass(4 * ANSWER_EVERY_MS);
  expect(looks, "while the first look goes on").toBe(1);
  answered.open();
  await host.pass(2 * ANSWER_EVERY_MS);
  expect(looks).toBe(3);
});
