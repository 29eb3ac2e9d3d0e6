import { beforeEach, expect, it } from "vitest";
import { dmKey, type ThreadKey } from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, Person } from "@/tests/fakes/people.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { ANSWERED_WITHIN_MS } from "./history.ts";

let network: FakeNetwork;
let host: VirtualHost;
let first: Person;
let second: Person;
const withBo: ThreadKey = dmKey(`inbox-of-${BO}` as never);

/** Alix talked with Bo on her first device; now she has a second one. */
beforeEach(async () => {
  network = new FakeNetwork();
  host = new VirtualHost();
  const bo = new Person(network, BO, host);
  await bo.open();
  first = new Person(network, ALIX, host);
  await first.open();
  await first.messaging.openDm(BO);
  for (const text of ["one", "two", "three"]) first.messaging.send(withBo, text);
  await host.settle();
  second = new Person(network, ALIX, host);
  // The fake network gives any device what was sent before it: a real one does not.
  second.store.cursor = network.log.length;
  await second.open();
});

const state = () => second.messaging.history.store.getState();

it("brings the messages of another device, and says how many", async () => {
  void second.messaging.history.bring();
  await host.pass(5_000);
  expect(state()).toEqual({ kind: "asking" });
  await host.pass(30_000);
  expect(state()).toMatchObject({ kind: "brought", messages: 3 });
});

it("says that no device answered, and may be asked again", async () => {
  first.messaging.stop();
  void second.messaging.history.bring();
  await host.pass(ANSWERED_WITHIN_MS + 5_000);
  expect(state()).toEqual({ kind: "no-answer" });
  await first.open();
  void second.messaging.history.bring();
  await host.pass(30_000);
  expect(state()).toMatchObject({ kind: "brought", messages: 3 });
});

it("asks once, however often it is pressed, and says when the network is away", async () => {
  const { history } = second.messaging;
  void history.bring();
  void history.bring();
  await host.pass(30_000);
  expect(network.deviceMail.get(`inbox-of-${ALIX}` as never)?.requests).toBe(1);
  network.goDown();
  await history.bring();
  expect(state()).toMatchObject({ kind: "failed", error: { code: "xmtp.unreachable" } });
});
