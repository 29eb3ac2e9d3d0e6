import { beforeEach, expect, it } from "vitest";
import {
  type ConversationId,
  dmKey,
  groupKey,
  type ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, Person } from "@/tests/fakes/people.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";

let network: FakeNetwork;
let host: VirtualHost;
let alix: Person;
let bo: Person;

const inboxOf = (address: string) => `inbox-of-${address}` as never;

beforeEach(async () => {
  network = new FakeNetwork();
  host = new VirtualHost();
  alix = new Person(network, ALIX, host);
  bo = new Person(network, BO, host);
  await bo.open();
  await alix.open();
});

function makeGroup(): ThreadKey {
  const { id } = network.createGroup("Crew", [inboxOf("cara"), inboxOf(ALIX), inboxOf(BO)]);
  return groupKey(id as ConversationId);
}

async function openThread(person: Person, key: ThreadKey): Promise<void> {
  person.messaging.openThread(key);
  await host.settle();
}

it("lists a group that somebody else made, by its name, and counts no joining as unread", async () => {
  const key = makeGroup();
  await host.settle();
  expect(alix.messaging.store.getState().rows).toMatchObject([
    {
      key,
      kind: "group",
      name: "Crew",
      unreadCount: 0,
      preview: { content: { changes: [{ inboxIds: [inboxOf(ALIX), inboxOf(BO)] }] } },
    },
  ]);
});

it("carries what is written in a group to its members, with the address of the writer", async () => {
  const key = makeGroup();
  await openThread(alix, key);
  await openThread(bo, key);
  alix.messaging.send(key, "hello all");
  await host.settle();
  expect(alix.states(key)).toEqual(["sent", "sent"]);
  expect(bo.texts(key)).toEqual(["?", "hello all"]);
  expect(bo.thread(key).senders?.get(inboxOf(ALIX))).toBe(ALIX);
});

it("looks for the address of a writer again with what is written next", async () => {
  const key = makeGroup();
  network.faults.hiddenAddresses = true;
  await openThread(bo, key);
  alix.messaging.send(key, "one");
  await host.settle();
  expect(bo.thread(key).senders).toBeUndefined();
  network.faults.hiddenAddresses = false;
  alix.messaging.send(key, "two");
  await host.settle();
  expect(bo.thread(key).senders?.get(inboxOf(ALIX))).toBe(ALIX);
});

it("opens a DM with somebody whose address nobody can tell, and answers in it", async () => {
  network.faults.hiddenAddresses = true;
  const withBo = await alix.messaging.openDm(BO);
  alix.messaging.send(withBo, "who am I?");
  await host.settle();
  const withAlix = dmKey(inboxOf(ALIX));
  const [row] = bo.messaging.store.getState().rows;
  expect(row?.key).toBe(withAlix);
  expect(row).not.toHaveProperty("peer");
  await openThread(bo, withAlix);
  bo.messaging.send(withAlix, "tell me");
  await host.settle();
  await openThread(alix, withBo);
  expect(alix.texts(withBo)).toEqual(["who am I?", "tell me"]);
});
