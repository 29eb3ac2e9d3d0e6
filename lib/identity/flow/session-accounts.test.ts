import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createSessionDevice, type SessionDevice } from "@/tests/fakes/session-device.ts";
import {
  ALICE,
  BOB,
  explained,
  leads,
  OPTION,
  openTab,
  reaches,
  remembered,
  signedIn,
  type Tab,
} from "@/tests/fakes/session-tabs.ts";
import { ALICE_KEY, BOB_KEY } from "@/tests/fakes/wallets.ts";
import type { Address } from "../core/address.ts";
import { LED_WITHIN_MS } from "./follow.ts";

describe("several accounts", () => {
  /** Alice and Bob are signed in; Bob was used last. */
  async function both(): Promise<Tab> {
    const tab = await signedIn();
    tab.person.switchTo(BOB_KEY);
    return signedIn(tab);
  }

  const addressIn = ({ session }: Tab) => {
    const state = session.store.getState();
    return state.kind === "ready" ? state.address : state.kind;
  };

  it("are added one to another, the one used last first", async () => {
    const { device, session, person } = await both();
    expect(session.client()?.address).toBe(BOB);
    expect(session.accounts.store.getState().map(({ address }) => address)).toEqual([BOB, ALICE]);
    expect(device.remembered).toEqual([remembered(BOB), remembered(ALICE)]);
    expect(device.openClients).toBe(1);
    expect(person.signatureRequests).toHaveLength(2);
  });

  it("are switched between with no wallet, in every tab, with one client open at a time", async () => {
    const first = await both();
    const second = openTab(first.device);
    await reaches(second.session, "ready");
    second.session.switchTo(remembered(ALICE));
    expect(second.session.store.getState()).toMatchObject({ kind: "restoring", address: ALICE });
    await vi.waitUntil(() => [first, second].every((tab) => addressIn(tab) === ALICE));
    expect(leads(first), "whoever had the lock keeps it").toBe(true);
    expect(first.device.log.slice(-2)).toEqual(["closed", "opened"]);
    expect(first.person.signatureRequests).toHaveLength(2);
  });

  it("are not switched to once they are signed out in another tab", async () => {
    const { device, session } = await both();
    device.remembered = [remembered(BOB)];
    session.switchTo(remembered(ALICE));
    expect(session.store.getState()).toMatchObject({ kind: "ready", address: BOB });
    expect(session.accounts.store.getState()).toHaveLength(1);
  });

  it("are as they were when adding another is given up", async () => {
    const tab = await signedIn();
    tab.person.switchTo(BOB_KEY);
    await explained(tab);
    tab.session.dismiss();
    await vi.waitUntil(() => addressIn(tab) === ALICE);
    expect(tab.device.remembered).toEqual([remembered(ALICE)]);
    expect(tab.device.openClients).toBe(1);
  });

  it("are added from any tab: the one that leads goes on until the wallet has answered", async () => {
    const first = await signedIn();
    const second = openTab(first.device);
    await reaches(second.session, "ready");
    second.person.switchTo(BOB_KEY);
    second.person.hold();
    second.session.connect(OPTION);
    await vi.waitUntil(() => second.person.visits.begun === 1);
    expect(leads(first)).toBe(true);
    second.person.answer();
    await reaches(second.session, "explaining");
    second.session.sign();
    await vi.waitUntil(() => [first, second].every((tab) => addressIn(tab) === BOB));
    expect(first.device.openClients).toBe(1);
  });

  it("are signed out one by one, each with its own data", async () => {
    const { device, session, ...tab } = await both();
    session.signOut({ erase: true });
    await vi.waitUntil(() => addressIn({ ...tab, device, session }) === ALICE);
    expect(device.registered).toEqual(new Set([ALICE]));
    session.signOut({ erase: false });
    await reaches(session, "signed-out");
    expect(device.registered).toEqual(new Set([ALICE]));
    expect(device.remembered).toEqual([]);
  });

  it("keep the name that they were last called by", async () => {
    const { device, session } = await both();
    session.accounts.nameAs(remembered(BOB), "bob.eth");
    session.accounts.nameAs(remembered(ALICE), "not in use");
    session.switchTo(remembered(ALICE));
    await reaches(session, "ready");
    session.switchTo(remembered(BOB));
    expect(device.remembered).toEqual([{ ...remembered(BOB), name: "bob.eth" }, remembered(ALICE)]);
  });

  it("end up the same in all tabs, whatever is done in whatever order", async () => {
    const VERBS = ["sign", "sign", "dismiss", "use", "open", "close", "crash"] as const;
    const KEYS = { ALICE_KEY, BOB_KEY };
    const switchTo = (to: Address) => ({ do: "switch" as const, to });
    const add = (who: keyof typeof KEYS) => ({ do: "add" as const, who });
    const signOut = (erase: boolean) => ({ do: "sign-out" as const, erase });
    type Step = { tab: number; turns: number } & (
      | ReturnType<typeof switchTo | typeof add | typeof signOut>
      | { do: (typeof VERBS)[number] }
    );
    const step: fc.Arbitrary<Step> = fc
      .tuple(
        fc.record({ tab: fc.nat(3), turns: fc.oneof(fc.nat(3), fc.constant(12)) }),
        fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(ALICE, BOB).map(switchTo) },
          { weight: 3, arbitrary: fc.constantFrom("ALICE_KEY", "BOB_KEY").map(add) },
          { weight: 1, arbitrary: fc.boolean().map(signOut) },
          { weight: 5, arbitrary: fc.constantFrom(...VERBS).map((verb) => ({ do: verb })) },
        ),
      )
      .map(([where, what]) => ({ ...where, ...what }));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const moveHere = ({ session: { useHere: move } }: Tab) => move();

    async function carryOut(step: Step, tabs: Tab[], device: SessionDevice): Promise<void> {
      const tab = tabs[step.tab % tabs.length];
      if (step.do === "open" && tabs.length < 4) tabs.push(openTab(device));
      if (!tab) return;
      switch (step.do) {
        case "switch":
          tab.session.switchTo(remembered(step.to));
          break;
        case "add":
          tab.person.switchTo(KEYS[step.who]);
          tab.session.connect(OPTION);
          break;
        case "sign":
          tab.session.sign();
          break;
        case "dismiss":
          tab.session.dismiss();
          break;
        case "use":
          moveHere(tab);
          break;
        case "sign-out":
          tab.session.signOut(step);
          break;
        case "close":
          tabs.splice(tabs.indexOf(tab), 1);
          tab.stop();
          break;
        case "crash":
          device.nowMs += 60_000;
          device.crash();
          break;
      }
      for (let count = 0; count < step.turns; count++) await turn();
    }

    /** Whoever is in the middle of something gives up; then there is nothing left to do. */
    async function comeToRest(tabs: readonly Tab[], device: SessionDevice): Promise<void> {
      for (let round = 0; round < 3; round++) {
        await device.host.pass(LED_WITHIN_MS);
        for (const { session } of tabs) session.dismiss();
        await device.host.pass(LED_WITHIN_MS);
        for (const tab of tabs) moveHere(tab);
        await device.host.pass(LED_WITHIN_MS);
      }
    }

    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const device = createSessionDevice();
        device.remembered = [remembered(ALICE), remembered(BOB)];
        for (const address of [ALICE, BOB]) device.registered.add(address);
        const tabs = [openTab(device), openTab(device)];
        for (const each of steps) await carryOut(each, tabs, device);
        await comeToRest(tabs, device);
        const [current] = device.remembered;
        for (const tab of tabs) {
          const state = tab.session.store.getState();
          if (!current) expect(state.kind).toBe("signed-out");
          else expect(addressIn(tab)).toBe(current.address);
        }
        expect(tabs.filter(leads).length).toBeLessThanOrEqual(1);
        expect(device.openClients).toBe(tabs.filter(leads).length);
        for (const tab of tabs) tab.stop();
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
