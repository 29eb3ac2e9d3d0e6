import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Address } from "@/lib/identity/core/address.ts";
import { dmKey, type ThreadKey } from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, CAM, Person } from "@/tests/fakes/people.ts";
import { type DeviceTab, inboxOf, SharedDevice } from "@/tests/fakes/shared-device.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";

const ACCOUNTS = [ALIX, CAM] as const;
const withBo: ThreadKey = dmKey(inboxOf(BO));

let network: FakeNetwork;
let host: VirtualHost;
let bo: Person;
let tabs: readonly DeviceTab[];
/** Written on the device, by account, in the order of writing. */
let written: Map<Address, string[]>;

/** Two accounts in two tabs of one browser; both have written to Bo, who is at home. */
async function begin(): Promise<void> {
  network = new FakeNetwork();
  host = new VirtualHost();
  bo = new Person(network, BO, host);
  await bo.open();
  const device = new SharedDevice(network, host);
  tabs = [device.openTab(), device.openTab()];
  written = new Map();
  for (const account of ACCOUNTS) {
    for (const tab of tabs) tab.use(account);
    await host.settle();
    await tabs[0]?.messaging.openDm(BO);
    write(tabs[0] as DeviceTab, account);
    await host.settle();
    bo.messaging.openThread(dmKey(inboxOf(account)));
  }
  await host.settle();
  for (const tab of tabs) watch(tab);
}

/** Every word says whose it is; the screen is looked at after each change. */
function watch({ messaging: { store } }: DeviceTab): void {
  store.subscribe(() => {
    const { inboxId, rows, threads } = store.getState();
    const items = Object.values(threads).flatMap((thread) => thread.items);
    const contents = [
      ...rows.flatMap(({ preview }) => preview?.content ?? []),
      ...items.flatMap((item) => (item.kind === "message" ? item.content : [])),
    ];
    for (const content of contents) {
      expect(content).toMatchObject({ text: expect.stringContaining(`${inboxId} `) });
    }
  });
}

function write({ messaging }: DeviceTab, account: Address): void {
  const mine = written.get(account) ?? [];
  const text = `${inboxOf(account)} wrote ${mine.length}`;
  written.set(account, [...mine, text]);
  messaging.send(withBo, text);
}

const shownIn = ({ messaging }: DeviceTab) =>
  ACCOUNTS.find((account) => inboxOf(account) === messaging.store.getState().inboxId) as Address;

async function boHas(account: Address): Promise<string[]> {
  const thread = dmKey(inboxOf(account));
  bo.messaging.openThread(thread);
  await host.settle();
  return bo.texts(thread).filter((text) => text.includes(" wrote "));
}

beforeEach(begin);

describe("two accounts of one device", () => {
  it("keep what waits: it leaves when its account is open again, and not before", async () => {
    const [tab] = tabs as [DeviceTab];
    tab.use(ALIX);
    await host.settle();
    network.goDown();
    write(tab, ALIX);
    await host.settle();
    for (const each of tabs) each.use(CAM);
    network.goUp();
    await host.pass(30_000);
    expect(await boHas(ALIX)).toHaveLength(1);
    for (const each of tabs) each.use(ALIX);
    await host.pass(30_000);
    expect(await boHas(ALIX)).toEqual(written.get(ALIX));
    expect(await boHas(CAM)).toEqual(written.get(CAM));
  });

  it("ask for nothing with each other's client", async () => {
    const [tab] = tabs as [DeviceTab];
    for (const each of tabs) each.use(ALIX);
    await host.settle();
    const { history, archives } = tab.messaging;
    void history.bring();
    void archives.save();
    const opening = tab.messaging.openDm(CAM).catch((error) => error.code);
    for (const each of tabs) each.use(CAM);
    await host.pass(60_000);
    expect(history.store.getState()).toEqual({ kind: "idle" });
    expect(archives.store.getState()).toEqual({ kind: "idle" });
    expect(network.deviceMail.get(inboxOf(CAM))?.requests ?? 0).toBe(0);
    expect(await opening, "Cam does not find herself in Alix's conversation").toBe("tab.elsewhere");
  });

  it("do not wait for each other's client", async () => {
    const [tab, other] = tabs as [DeviceTab, DeviceTab];
    other.use(ALIX);
    tab.messaging.show(inboxOf(ALIX));
    const { archives } = tab.messaging;
    const saving = archives.save();
    tab.use(CAM);
    await host.settle();
    await saving;
    expect(archives.store.getState()).toEqual({ kind: "idle" });
  });
});

type Step =
  | { do: "use" | "write"; tab: number; account: Address }
  | { do: "receive"; account: Address }
  | { do: "down" | "up" }
  | { do: "turn"; turns: number }
  | { do: "pass"; ms: number };

const account = fc.constantFrom(...ACCOUNTS);
const tab = fc.nat(1);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("write" as const), tab, account }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("use" as const), tab, account }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("receive" as const), account }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: "down" } as const, { do: "up" } as const) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("turn" as const), turns: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(8_000) }) },
);

describe("whatever is done in whatever order", () => {
  it("nothing of one account reaches another, and nothing is lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 40 }), async (steps) => {
        await begin();
        for (const step of steps) await carryOut(step);
        network.goUp();
        for (const each of ACCOUNTS) {
          for (const one of tabs) one.use(each);
          await host.pass(30_000);
          expect([...(await boHas(each))].sort()).toEqual([...(written.get(each) ?? [])].sort());
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  async function carryOut(step: Step): Promise<void> {
    switch (step.do) {
      case "use":
        tabs[step.tab]?.use(step.account);
        break;
      case "write": {
        const where = tabs[step.tab] as DeviceTab;
        write(where, shownIn(where));
        break;
      }
      case "receive":
        bo.messaging.send(dmKey(inboxOf(step.account)), `for ${inboxOf(step.account)} only`);
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
