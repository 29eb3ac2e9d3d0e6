import { beforeEach, describe, expect, it } from "vitest";
import { dmKey, type MessageId, type ThreadKey } from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, Person } from "@/tests/fakes/people.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { TARGET_SHOWN_MS } from "./show-message.ts";

const COUNT = 400;
const FAR_BACK = 40;

let network: FakeNetwork;
let host: VirtualHost;
let bo: Person;
let alix: Person;
let withAlix: ThreadKey;
/** In the order of sending: the text of each is its index. */
let ids: MessageId[];

beforeEach(async () => {
  network = new FakeNetwork();
  host = new VirtualHost();
  alix = new Person(network, ALIX, host);
  bo = new Person(network, BO, host);
  await bo.open();
  await alix.open();
  const withBo = await alix.messaging.openDm(BO);
  withAlix = dmKey(`inbox-of-${ALIX}` as never);
  for (let i = 0; i < COUNT; i++) alix.messaging.send(withBo, `${i}`);
  await host.pass(1_000);
  ids = (await bo.client().listMessages(withAlix, { limit: COUNT })).messages.map(({ id }) => id);
  bo.messaging.openThread(withAlix);
  await host.settle();
});

const numbers = () => bo.texts(withAlix).map(Number);
const id = (index: number) => ids[index] as MessageId;

async function show(index: number) {
  const shown = await bo.messaging.showMessage(withAlix, id(index));
  await host.settle();
  return shown;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

describe("showing a message in its place", () => {
  it("gives what stands around one that is far back, and the way to the rest", async () => {
    expect(await show(FAR_BACK)).toBe("shown");
    const shown = numbers();
    expect(shown).toEqual(range(shown[0] ?? 0, shown.at(-1) ?? 0));
    expect(shown).toContain(FAR_BACK - 20);
    expect(shown).toContain(FAR_BACK + 20);
    expect(bo.thread(withAlix)).toMatchObject({
      hasOlder: true,
      hasNewer: true,
      target: { itemKey: id(FAR_BACK) },
    });
  });

  it("is the same list of messages once everything was read, in whatever order", async () => {
    await show(FAR_BACK);
    for (let turn = 0; bo.thread(withAlix).hasNewer && turn < 20; turn++) {
      await bo.messaging.loadNewer(withAlix);
      await bo.messaging.loadOlder(withAlix);
      await host.settle();
    }
    expect(bo.thread(withAlix)).toMatchObject({ hasOlder: false, hasNewer: false });
    expect(numbers()).toEqual(range(0, COUNT - 1));
  });

  it("only points at a message that is shown already", async () => {
    const before = numbers();
    expect(await show(COUNT - 3)).toBe("shown");
    expect(numbers()).toEqual(before);
    expect(bo.thread(withAlix)).toMatchObject({
      hasNewer: false,
      target: { itemKey: id(COUNT - 3) },
    });
  });

  it("joins what is shown when the two touch", async () => {
    const first = numbers()[0] ?? 0;
    await show(first - 10);
    expect(bo.thread(withAlix).hasNewer).toBe(false);
    expect(numbers()).toEqual(range(numbers()[0] ?? 0, COUNT - 1));
    expect(numbers()).toContain(first - 10);
  });

  it("marks it for a moment, and again when it is asked for again", async () => {
    await show(FAR_BACK);
    const first = bo.thread(withAlix).target?.turn;
    await show(FAR_BACK);
    expect(bo.thread(withAlix).target?.turn).not.toBe(first);
    await host.pass(TARGET_SHOWN_MS);
    expect(bo.thread(withAlix).target).toBeUndefined();
    expect(numbers()).toContain(FAR_BACK);
  });

  it("says that a message is gone, and leaves what is shown", async () => {
    const before = numbers();
    await bo.client().deleteMessage(id(FAR_BACK));
    expect(await show(FAR_BACK)).toBe("gone");
    expect(await bo.messaging.showMessage(withAlix, "of nobody" as MessageId)).toBe("gone");
    await host.settle();
    expect(numbers()).toEqual(before);
    expect(bo.thread(withAlix).target).toBeUndefined();
  });

  it("works in a thread that was never opened, and while the client only opens", async () => {
    bo.reload();
    bo.messaging.show(`inbox-of-${BO}` as never);
    const showing = bo.messaging.showMessage(withAlix, id(FAR_BACK));
    bo.messaging.openThread(withAlix);
    await host.settle();
    await bo.open();
    expect(await showing).toBe("shown");
    await host.settle();
    expect(numbers()).toContain(FAR_BACK);
    expect(bo.thread(withAlix)).toMatchObject({ status: "ready", hasNewer: true });
  });
});

describe("while the middle of a history is shown", () => {
  beforeEach(async () => {
    await show(FAR_BACK);
    await host.pass(TARGET_SHOWN_MS);
  });

  it("what comes does not stand beside what is old, and is there when one goes on", async () => {
    const before = numbers();
    alix.messaging.send(dmKey(`inbox-of-${BO}` as never), "1000");
    await host.pass(2_000);
    expect(numbers()).toEqual(before);
    bo.messaging.showLatest(withAlix);
    await host.settle();
    expect(bo.thread(withAlix).hasNewer).toBe(false);
    expect(numbers().at(-1)).toBe(1000);
    expect(numbers()).not.toContain(FAR_BACK);
  });

  it("an own message shows at once, after the latest", async () => {
    bo.messaging.send(withAlix, "2000");
    expect(numbers().slice(-2)).toEqual([COUNT - 1, 2000]);
    expect(bo.thread(withAlix).hasNewer).toBe(false);
    await host.settle();
    expect(numbers().at(-1)).toBe(2000);
  });

  it("a message that was made ready meanwhile leaves the reader where they are", async () => {
    const before = numbers();
    bo.messaging.write(withAlix, { type: "text", text: "2000" }, "made-ready");
    await host.settle();
    expect(numbers()).toEqual(before);
    bo.messaging.showLatest(withAlix);
    expect(numbers().at(-1)).toBe(2000);
  });

  it("opening the thread anew begins at the latest", async () => {
    bo.messaging.openThread(withAlix);
    expect(numbers().at(-1)).toBe(COUNT - 1);
  });

  it("opening it right after a jump stays where that led", async () => {
    await show(FAR_BACK + 100);
    bo.messaging.openThread(withAlix);
    await host.settle();
    expect(numbers()).toContain(FAR_BACK + 100);
    expect(bo.thread(withAlix).hasNewer).toBe(true);
  });

  it("opening it beside the next jump stays with that", async () => {
    const showing = bo.messaging.showMessage(withAlix, id(FAR_BACK + 100));
    bo.messaging.openThread(withAlix);
    await showing;
    await host.settle();
    expect(numbers()).toContain(FAR_BACK + 100);
    expect(numbers()).not.toContain(COUNT - 1);
  });

  it("a page that belongs to the place before does not mix with the next", async () => {
    const client = bo.client();
    const late = Promise.withResolvers<void>();
    const { listMessages, listNewer } = client;
    bo.messaging.attach(client, { leads: true });
    await host.settle();
    client.listMessages = (...asked) => late.promise.then(() => listMessages(...asked));
    client.listNewer = (...asked) => late.promise.then(() => listNewer(...asked));
    const pages = [bo.messaging.loadOlder(withAlix), bo.messaging.loadNewer(withAlix)];
    Object.assign(client, { listMessages, listNewer });
    await show(FAR_BACK + 150);
    const shown = numbers();
    late.resolve();
    await Promise.all(pages);
    await host.settle();
    expect(numbers()).toEqual(shown);
  });
});
