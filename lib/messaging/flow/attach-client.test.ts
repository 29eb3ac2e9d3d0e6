import { beforeEach, describe, expect, it } from "vitest";
import { dmKey } from "@/lib/messaging/core/records.ts";
import { twoPeople } from "@/tests/fakes/two-people.ts";

let { host, alix, bo, withBo, withAlix } = await twoPeople();
beforeEach(async () => {
  ({ host, alix, bo, withBo, withAlix } = await twoPeople());
});

describe("a client that died", () => {
  it("leaves what is shown, keeps what is written, and the next one sends and catches up", async () => {
    alix.messaging.send(withBo, "before");
    await host.settle();
    alix.lose();
    expect(alix.texts(withBo)).toEqual(["before"]);
    alix.messaging.send(withBo, "while it was gone");
    bo.messaging.openThread(withAlix);
    bo.messaging.send(withAlix, "missed");
    await host.settle();
    expect(alix.states(withBo)).toEqual(["sent", "waiting"]);
    await alix.open();
    expect(alix.states(withBo)).toEqual(["sent", "sent", "sent"]);
    expect(new Set(alix.texts(withBo))).toEqual(new Set(["before", "missed", "while it was gone"]));
    expect(bo.texts(withAlix)).toEqual(alix.texts(withBo));
  });

  it("has no say in whether the next one is connected", async () => {
    const old = alix.client();
    const opening = Promise.withResolvers<never>();
    old.stream = () => opening.promise;
    alix.lose();
    alix.messaging.attach(old, { leads: true });
    await host.settle();
    alix.lose();
    await alix.open();
    opening.reject(new Error("The worker was ended"));
    await host.settle();
    expect(alix.messaging.store.getState().connection.kind).toBe("live");
  });
});

it("a store that can't be read is no unhandled rejection, and is read after the next sync", async () => {
  alix.messaging.send(withBo, "hello");
  await host.settle();
  bo.lose();
  const client = bo.client();
  const { listConversations, listMessages, stream } = client;
  const [conversation] = await listConversations();
  const message = conversation?.lastMessage;
  if (!conversation || !message) throw new Error("Bo has the message");
  const fail = async () => {
    throw new Error("The store is busy");
  };
  Object.assign(client, { listConversations: fail, listMessages: fail });
  client.stream = (handlers) => {
    handlers.onMessage({ ...message, thread: dmKey("inbox-of-nobody" as never) });
    handlers.onConversation(conversation);
    return stream(handlers);
  };
  bo.messaging.openThread(withAlix);
  bo.messaging.attach(client, { leads: true });
  await host.settle();
  expect(bo.thread(withAlix).status).toBe("loading");
  Object.assign(client, { listConversations, listMessages });
  await host.pass(10_000);
  expect(bo.texts(withAlix)).toEqual(["hello"]);
  expect(bo.thread(withAlix).status).toBe("ready");
});
