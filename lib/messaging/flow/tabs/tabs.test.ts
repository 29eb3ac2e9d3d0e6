import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { dmKey, type ThreadKey } from "@/lib/messaging/core/records.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
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
  return items.flatMap((item) => (item.kind === "message" ? [textOf(item)] : []));
}

function textOf({ content }: Extract<TimelineItem, { kind: "message" }>): string {
  return content.type === "text" ? content.text : "?";
}

async function boHas(): Promise<string[]> {
  bo.messaging.openThread(withAlix);
  await host.settle();
  return bo.texts(withAlix);
}

const unreadIn = ({ messaging }: MessagingTab) =>
  messaging.store.getState().rows.find(({ key }) => key === withBo)?.unreadCount ?? 0;

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
  | { do: "open" | "hear" }
  | { do: "send" | "read" | "crash"; tab: number }
  | { do: "down" | "up" | "lose an answer" | "double" | "be silent" }
  | { do: "turn"; turns: number }
  | { do: "pass"; ms: number };

const anyTab = fc.nat(5);
const inTab = <Do extends string>(what: Do) => fc.record({ do: fc.constant(what), tab: anyTab });
const nothingElse = <Do extends string>(...what: Do[]) =>
  fc.constantFrom(...what.map((each) => ({ do: each })));
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: inTab("send") },
  { weight: 4, arbitrary: nothingElse("hear") },
  { weight: 2, arbitrary: inTab("read") },
  { weight: 2, arbitrary: inTab("crash") },
  { weight: 2, arbitrary: nothingElse("open") },
  { weight: 2, arbitrary: nothingElse("down", "up", "lose an answer", "double", "be silent") },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("turn" as const), turns: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(8_000) }) },
);

/** What was done in a run, to hold the end against. */
class Played {
  readonly written: { tab: MessagingTab; text: string }[] = [];
  readonly heard: string[] = [];
  /** What was on the screen, and had its place in the conversation, when somebody read. */
  readonly seen = new Set<string>();
  /** No tab is left that was there when somebody read last: that may not have been on the disk. */
  mayForget = false;
  #toldOfReading: readonly MessagingTab[] = [];

  async carryOut(step: Step): Promise<void> {
    const { tabs } = alix;
    const tab = "tab" in step ? tabs[step.tab % tabs.length] : undefined;
    switch (step.do) {
      case "open":
        if (tabs.length < 4) alix.openTab();
        break;
      case "send":
        if (tab) this.written.push({ tab, text: `message ${this.written.length}` });
        tab?.messaging.send(withBo, this.written.at(-1)?.text ?? "");
        break;
      case "hear":
        this.heard.push(`answer ${this.heard.length}`);
        bo.messaging.send(withAlix, this.heard.at(-1) ?? "");
        break;
      case "read":
        if (tab) this.#readIn(tab);
        break;
      case "crash":
        tab?.crash();
        this.mayForget ||= !tabs.some((left) => this.#toldOfReading.includes(left));
        break;
      case "down":
        network.goDown();
        break;
      case "up":
        network.goUp();
        break;
      case "lose an answer":
        network.faults.lostAnswers++;
        break;
      case "double":
        network.faults.duplicates = !network.faults.duplicates;
        break;
      case "be silent":
        network.faults.silentStreams = !network.faults.silentStreams;
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

  /** As the screen does it: once there is something to show. */
  #readIn({ messaging }: MessagingTab): void {
    messaging.openThread(withBo);
    const { status, items = [] } = messaging.store.getState().threads[withBo] ?? {};
    if (status !== "ready") return;
    for (const item of items)
      if (item.kind === "message" && item.state.kind === "sent") this.seen.add(textOf(item));
    messaging.markRead(withBo);
    this.#toldOfReading = [...alix.tabs];
  }

  /** Of what arrived, in its order: what Bo wrote after the last that was seen. */
  unread(received: readonly string[]): number {
    const after = received.slice(received.findLastIndex((text) => this.seen.has(text)) + 1);
    return after.filter((text) => this.heard.includes(text)).length;
  }

  /** Every fault is over, and everything has had time to settle. */
  async end(): Promise<void> {
    network.goUp();
    Object.assign(network.faults, { lostAnswers: 0, duplicates: false, silentStreams: false });
    if (alix.tabs.length === 0) alix.openTab();
    await host.pass(30_000);
    // What a silent stream kept to itself comes with the next sync.
    network.goDown();
    network.goUp();
    await host.pass(30_000);
  }
}

describe("whatever happens to tabs, in whatever order", () => {
  it("every message is everywhere once, in one order, and the tabs agree on what is unread", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 40 }), async (steps) => {
        await begin();
        const played = new Played();
        // The conversation is there on both sides: of two that are begun at once tell other tests.
        await played.carryOut({ do: "send", tab: 0 });
        await host.settle();
        for (const step of steps) await played.carryOut(step);
        await played.end();
        const { written, heard, mayForget } = played;

        const received = await boHas();
        expect([...received].sort()).toEqual([...written.map(({ text }) => text), ...heard].sort());
        for (const tab of new Set(written.map((one) => one.tab))) {
          const own = written.filter((one) => one.tab === tab).map(({ text }) => text);
          expect(received.filter((text) => own.includes(text))).toEqual(own);
        }
        expect(received.filter((text) => heard.includes(text))).toEqual(heard);
        expect(await alix.waiting, "a tab that is opened now shows nothing twice").toEqual([]);
        expect(alix.tabs.filter(({ leads }) => leads)).toHaveLength(1);

        const counts = alix.tabs.map(unreadIn);
        const unread = played.unread(received);
        for (const count of counts) {
          expect(count).toBe(counts[0]);
          expect(count).toBeGreaterThanOrEqual(unread);
          if (!mayForget) expect(count).toBe(unread);
        }

        for (const tab of alix.tabs) textsIn(tab);
        await host.pass(10_000);
        for (const tab of alix.tabs) expect(textsIn(tab)).toEqual(received);
        alix.tabs.at(-1)?.messaging.markRead(withBo);
        await host.pass(10_000);
        for (const tab of alix.tabs) expect(unreadIn(tab)).toBe(0);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
