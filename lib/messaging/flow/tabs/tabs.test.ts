import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { dmKey, type ThreadKey } from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, Person } from "@/tests/fakes/people.ts";
import { type MessagingTab, TabbedPerson } from "@/tests/fakes/tabbed-person.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";

let network: FakeNetwork;
let host: VirtualHost;
let alix: TabbedPerson;
let bo: Person;
let withBo: ThreadKey;
let withAlix: ThreadKey;

async function begin(): Promise<void> {
  network = new FakeNetwork();
  host = new VirtualHost();
  alix = new TabbedPerson(network, ALIX, host);
  bo = new Person(network, BO, host);
  await bo.open();
  alix.openTab();
  await host.settle();
  withAlix = dmKey(alix.inboxId);
  withBo = await (alix.tabs[0] as MessagingTab).messaging.openDm(BO);
}

beforeEach(begin);

function textsIn({ messaging }: MessagingTab): string[] {
  messaging.openThread(withBo);
  const items = messaging.store.getState().threads[withBo]?.items ?? [];
  return items.flatMap((item) =>
    item.kind === "message" && item.content.type === "text" ? [item.content.text] : [],
  );
}

async function boHas(): Promise<string[]> {
  bo.messaging.openThread(withAlix);
  await host.settle();
  return bo.texts(withAlix);
}

const unreadIn = ({ messaging }: MessagingTab) =>
  messaging.store.getState().rows.find(({ key }) => key === withBo)?.unreadCount;

describe("several tabs of a profile", () => {
  it("show what any of them wrote, and what came, each once", async () => {
    const [first, second] = [alix.tabs[0] as MessagingTab, alix.openTab()];
    await host.settle();
    second.messaging.send(withBo, "from the second");
    await host.settle();
    first.messaging.send(withBo, "from the first");
    await host.settle();
    bo.messaging.openThread(withAlix);
    bo.messaging.send(withAlix, "to both");
    await host.settle();
    for (const tab of [first, second]) {
      textsIn(tab);
      await host.settle();
      expect(textsIn(tab)).toEqual(["from the second", "from the first", "to both"]);
    }
  });

  it("show a message in the tab where it is written before anything is awaited", async () => {
    const second = alix.openTab();
    await host.settle();
    second.messaging.send(withBo, "at once");
    const [item] = second.messaging.store
      .getState()
      .threads[withBo]?.items.filter(({ kind }) => kind === "message") ?? [undefined];
    expect(item).toMatchObject({ mine: true, state: { kind: "sending" } });
    await host.settle();
    expect(await boHas()).toEqual(["at once"]);
  });

  it("agree on what is read", async () => {
    const [first, second] = [alix.tabs[0] as MessagingTab, alix.openTab()];
    await host.settle();
    first.messaging.send(withBo, "hello");
    await host.settle();
    bo.messaging.openThread(withAlix);
    bo.messaging.send(withAlix, "unread");
    await host.settle();
    expect([first, second].map(unreadIn)).toEqual([1, 1]);
    second.messaging.openThread(withBo);
    await host.settle();
    second.messaging.markRead(withBo);
    await host.settle();
    expect([first, second].map(unreadIn)).toEqual([0, 0]);
  });

  it("discard and try again in any tab what was refused", async () => {
    const [first, second] = [alix.tabs[0] as MessagingTab, alix.openTab()];
    await host.settle();
    second.messaging.openThread(withBo);
    network.faults.refusals = 2;
    first.messaging.send(withBo, "refused");
    first.messaging.send(withBo, "refused too");
    await host.settle();
    const failed = second.messaging.store
      .getState()
      .threads[withBo]?.items.flatMap((item) =>
        item.kind === "message" && item.state.kind === "failed" ? [item.key] : [],
      );
    expect(failed).toHaveLength(2);
    second.messaging.discard(failed?.[0] ?? "");
    second.messaging.retry(failed?.[1] ?? "");
    await host.settle();
    expect(await boHas()).toEqual(["refused too"]);
    for (const tab of [first, second]) expect(textsIn(tab)).toEqual(["refused too"]);
  });
});

describe("a leader that ends in the middle of a sending", () => {
  it("leaves nothing on the disk that a new tab would show as waiting", async () => {
    const [first, second] = [alix.tabs[0] as MessagingTab, alix.openTab()];
    await host.settle();
    first.messaging.send(withBo, "sent, and not forgotten yet");
    while (network.log.length === 0) await new Promise((resolve) => setImmediate(resolve));
    first.crash();
    await host.pass(10_000);
    expect(await boHas()).toEqual(["sent, and not forgotten yet"]);
    expect(await alix.waiting).toEqual([]);
    textsIn(second);
    await host.settle();
    expect(textsIn(second)).toEqual(["sent, and not forgotten yet"]);
  });
});

type Step =
  | { do: "open" }
  | { do: "send" | "crash"; tab: number }
  | { do: "down" | "up" }
  | { do: "turn"; turns: number }
  | { do: "pass"; ms: number };

const anyTab = fc.nat(5);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("send" as const), tab: anyTab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("crash" as const), tab: anyTab }) },
  { weight: 2, arbitrary: fc.constant({ do: "open" } as const) },
  { weight: 1, arbitrary: fc.constantFrom({ do: "down" } as const, { do: "up" } as const) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("turn" as const), turns: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(8_000) }) },
);

describe("whatever happens to tabs, in whatever order", () => {
  it("every message arrives once, and those of one tab in the order of writing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 40 }), async (steps) => {
        await begin();
        const written: { tab: MessagingTab; text: string }[] = [];
        for (const step of steps) await carryOut(step, written);
        network.goUp();
        if (alix.tabs.length === 0) alix.openTab();
        await host.pass(30_000);
        const received = await boHas();
        expect([...received].sort()).toEqual(written.map(({ text }) => text).sort());
        for (const tab of new Set(written.map((one) => one.tab))) {
          const own = written.filter((one) => one.tab === tab).map(({ text }) => text);
          expect(received.filter((text) => own.includes(text))).toEqual(own);
        }
        expect(await alix.waiting, "a tab that is opened now shows nothing twice").toEqual([]);
        expect(alix.tabs.filter(({ leads }) => leads)).toHaveLength(1);
        for (const tab of alix.tabs) textsIn(tab);
        await host.pass(10_000);
        for (const tab of alix.tabs) expect(textsIn(tab)).toEqual(received);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  async function carryOut(
    step: Step,
    written: { tab: MessagingTab; text: string }[],
  ): Promise<void> {
    const { tabs } = alix;
    switch (step.do) {
      case "open":
        if (tabs.length < 4) alix.openTab();
        break;
      case "send": {
        const tab = tabs[step.tab % tabs.length];
        if (!tab) break;
        const text = `message ${written.length}`;
        tab.messaging.send(withBo, text);
        written.push({ tab, text });
        break;
      }
      case "crash":
        tabs[step.tab % tabs.length]?.crash();
        break;
      case "down":
        network.goDown();
        break;
      case "up":
        network.goUp();
        break;
      case "turn":
        for (let turn = 0; turn < step.turns; turn++) {
          await new Promise((resolve) => setImmediate(resolve));
          host.paint();
        }
        break;
      case "pass":
        await host.pass(step.ms);
        break;
    }
  }
});
