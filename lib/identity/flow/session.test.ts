import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { FAKE_CHAIN, type FakeContracts } from "@/tests/fakes/fake-contracts.ts";
import { createSessionDevice, inboxOf, type SessionDevice } from "@/tests/fakes/session-device.ts";
import { ALICE_KEY, BOB_KEY, createFakeWallets, type FakeWallets } from "@/tests/fakes/wallets.ts";
import { type Address, parseAddress } from "../core/address.ts";
import type { InstallationId } from "../core/ids.ts";
import type { SessionState } from "../core/session.ts";
import type { RememberedAccount } from "../ports.ts";
import { LED_WITHIN_MS } from "./follow.ts";
import { createSession, type Session } from "./session.ts";

const ALICE = parseAddress(ALICE_KEY.address);
const BOB = parseAddress(BOB_KEY.address);
const OPTION = "com.example.fake";

const remembered = (address: Address): RememberedAccount => ({
  address,
  inboxId: inboxOf(address),
  xmtpEnv: "local",
});

type Tab = { device: SessionDevice; person: FakeWallets; session: Session; stop: () => void };

function openTab(device = createSessionDevice(), person = createFakeWallets()): Tab {
  const session = createSession(device.openTab(person.wallets));
  return { device, person, session, stop: session.start() };
}

function leads({ session }: Tab): boolean {
  const state = session.store.getState();
  return state.kind === "ready" && state.leads;
}

/** Nobody leads in the time that a tab waits for it. */
async function standsStill({ device, session }: Tab): Promise<void> {
  await device.host.pass(LED_WITHIN_MS);
  await reaches(session, "elsewhere");
}

function reaches(session: Session, kind: SessionState["kind"]): Promise<void> {
  return vi.waitUntil(() => session.store.getState().kind === kind, { interval: 1 }).then(() => {});
}

async function explained(tab: Tab): Promise<Tab> {
  tab.session.connect(OPTION);
  await reaches(tab.session, "explaining");
  return tab;
}

async function signedIn(tab = openTab()): Promise<Tab> {
  await explained(tab);
  tab.session.sign();
  await reaches(tab.session, "ready");
  return tab;
}

describe("an inbox with ten devices", () => {
  async function full() {
    const tab = openTab();
    tab.device.fill(ALICE);
    tab.session.connect(OPTION);
    await reaches(tab.session, "full");
    const state = tab.session.store.getState();
    if (state.kind !== "full") throw new Error("not full");
    return { ...tab, oldest: state.use.installations.at(-1)?.id as InstallationId };
  }

  it("is said before any signature, and left by removing one in the same sign-in", async () => {
    const { session, person, device, oldest } = await full();
    expect(person.signatureRequests).toEqual([]);
    session.revoke([oldest]);
    await reaches(session, "explaining");
    expect(person.signatureRequests).toEqual([expect.stringContaining(oldest)]);
    expect(device.openClients).toBe(1);
    session.sign();
    await reaches(session, "ready");
  });

  it("lets choose again when the wallet says no, or signs with another account", async () => {
    const { session, person, oldest } = await full();
    person.failNext("wallet.rejected");
    session.revoke([oldest]);
    await vi.waitFor(() =>
      expect(session.store.getState()).toMatchObject({
        kind: "full",
        error: { code: "wallet.rejected" },
        use: { installations: { length: 10 } },
      }),
    );
    person.signNextWith(BOB_KEY);
    session.revoke([oldest]);
    await vi.waitFor(() =>
      expect(session.store.getState()).toMatchObject({ error: { code: "wallet.wrong-account" } }),
    );
    session.revoke([oldest]);
    await reaches(session, "explaining");
  });

  it("asks for nothing when nothing is chosen, and lets go of all when given up", async () => {
    const { session, person, device } = await full();
    session.revoke([]);
    expect(session.store.getState().kind).toBe("full");
    session.dismiss();
    await vi.waitFor(() => expect(device.isLocked).toBe(false));
    expect(person.signatureRequests).toEqual([]);
    expect(device.openClients).toBe(0);
  });
});

describe("signing in for the first time", () => {
  it("takes one signature, verified here, and remembers the account", async () => {
    const { device, person, session } = await signedIn();
    expect(person.signatureRequests).toEqual([`Sign in as ${ALICE}`]);
    expect(session.client()?.inboxId).toBe(inboxOf(ALICE));
    expect(device.remembered).toEqual([remembered(ALICE)]);
  });

  it("asks nothing of the wallet before the explanation is accepted", async () => {
    const { person } = await explained(openTab());
    expect(person.signatureRequests).toEqual([]);
  });

  it("says that the signature was refused, and takes the next one", async () => {
    const { person, session } = await explained(openTab());
    person.failNext("wallet.rejected");
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({ error: { code: "wallet.rejected" } });
    session.retry();
    await reaches(session, "ready");
  });

  it("never sends the signature of another account", async () => {
    const { device, person, session } = await explained(openTab());
    person.signNextWith(BOB_KEY);
    session.sign();
    await reaches(session, "account-changed");
    expect(session.store.getState()).toMatchObject({ from: ALICE, to: BOB, because: "signed" });
    session.useNewAccount();
    await reaches(session, "explaining");
    expect(session.store.getState()).toMatchObject({ address: BOB });
    expect(device.log).toEqual(["cancelled"]);
  });

  it("registers again with the same signature when the network comes back", async () => {
    const { device, person, session } = await explained(openTab());
    device.failNext("xmtp.unreachable");
    session.sign();
    await reaches(session, "failed");
    session.retry();
    await reaches(session, "ready");
    expect(person.signatureRequests).toHaveLength(1);
  });

  it("keeps the wallet connected while the network does not answer", async () => {
    const { device, person, session } = openTab();
    device.failNext("xmtp.unreachable");
    session.connect(OPTION);
    await reaches(session, "failed");
    expect(person.isConnected).toBe(true);
    session.retry();
    await reaches(session, "explaining");
  });
});

describe("signing in as a contract", () => {
  type Where = { chainId?: number; isStolen?: boolean } & Parameters<FakeContracts["create"]>[0];

  /** A tab of somebody whose wallet has a contract in it, which reads what is to be signed. */
  async function explainedToContract({ chainId = FAKE_CHAIN, isStolen, ...options }: Where = {}) {
    const device = createSessionDevice();
    const { chains } = device;
    const own = chains.create(options);
    const account = isStolen ? chains.stolen(own) : own;
    const person = createFakeWallets([account], { chainId, isContract: chains.isContract });
    const tab = await explained(openTab(device, person));
    return { ...tab, address: parseAddress(account.address) };
  }

  it.each([
    ["deployed", { owners: 2 }],
    ["not deployed", { isDeployed: false }],
  ])("that is %s takes one signature", async (_, options) => {
    const { session, device, person } = await explainedToContract(options);
    session.sign();
    await reaches(session, "ready");
    expect(device.log).toContain(`as a contract on ${FAKE_CHAIN}`);
    expect(person.signatureRequests).toHaveLength(1);
  });

  it("is announced when the wallet says that the account is one", async () => {
    const { session } = await explainedToContract();
    await vi.waitFor(() =>
      expect(session.store.getState()).toMatchObject({
        kind: "explaining",
        contractOn: FAKE_CHAIN,
      }),
    );
  });

  it("is refused to who owns nothing of it, before the network hears of it", async () => {
    const { session, device } = await explainedToContract({ isStolen: true });
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({ error: { code: "wallet.not-owner" } });
    expect(device.log).toEqual([]);
    expect(device.registered.size).toBe(0);
  });

  it("goes on where the contract is, when the wallet was elsewhere", async () => {
    const { session, person } = await explainedToContract({ chainId: 1 });
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({
      error: { code: "wallet.wrong-chain", facts: { chainId: FAKE_CHAIN } },
    });
    session.retry();
    await reaches(session, "ready");
    expect(person.signatureRequests).toHaveLength(2);
  });

  it("says on which chain XMTP would confirm what it does not confirm", async () => {
    const { session, device } = await explainedToContract({ chainId: 1, isDeployed: false });
    device.failNext("wallet.not-owner");
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({
      failed: { step: "signing" },
      error: { code: "wallet.unconfirmed", facts: { fromChainId: 1, chainId: FAKE_CHAIN } },
    });
    session.retry();
    await reaches(session, "ready");
    expect(device.log).toContain(`as a contract on ${FAKE_CHAIN}`);
  });

  it("can be cancelled while owners take their time, also when devices are to go", async () => {
    const { session, device, person, address } = await explainedToContract({ owners: 2 });
    session.dismiss();
    device.fill(address);
    session.connect(OPTION);
    await reaches(session, "full");
    const state = session.store.getState();
    if (state.kind !== "full") throw new Error("not full");
    person.hold();
    session.revoke(state.use.installations.map(({ id }) => id));
    await vi.waitUntil(() => person.signatureRequests.length === 1);
    session.dismiss();
    await vi.waitUntil(() => !device.isLocked);
    session.connect(OPTION);
    person.answer();
    await reaches(session, "full");
    expect(session.store.getState()).toMatchObject({ use: { installations: { length: 10 } } });
  });
});

describe("a key's account that XMTP knows as a contract", () => {
  const bound = { chainId: 8453 };

  it("is registered as that, with the signature that was given", async () => {
    const { session, device, person } = await explained(openTab());
    device.failNext("identity.other-chain", bound);
    session.sign();
    await reaches(session, "ready");
    expect(device.log).toContain("as a contract on 8453");
    expect(person.signatureRequests).toHaveLength(1);
  });

  it("signs again on that chain, when the network refuses the contract's signature too", async () => {
    const { session, device } = await explained(openTab());
    device.failNext("identity.other-chain", bound);
    device.failNext("wallet.not-owner");
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({
      failed: { step: "signing" },
      error: { code: "identity.other-chain", facts: bound },
    });
    session.retry();
    await reaches(session, "ready");
    expect(device.log).toContain("as a contract on 8453");
  });
});

describe("turning away in the middle", () => {
  it("registers nothing, frees the lock and lets the wallet go", async () => {
    const { device, person, session } = await explained(openTab());
    person.hold();
    session.sign();
    session.dismiss();
    await vi.waitUntil(() => !device.isLocked);
    person.answer();
    await vi.waitUntil(() => !person.isConnected);
    expect(session.store.getState().kind).toBe("signed-out");
    expect(device.registered.size).toBe(0);
    expect(device.openClients).toBe(0);
  });

  it("waits for the opening that is under way before it opens another", async () => {
    const { device, session } = openTab();
    const gate = device.hold();
    session.connect(OPTION);
    await reaches(session, "opening");
    session.dismiss();
    session.connect(OPTION);
    expect(device.isLocked).toBe(true);
    gate.open();
    await reaches(session, "explaining");
    expect(device.log).toEqual(["cancelled"]);
    expect(device.openClients).toBe(1);
  });

  it("disconnects a wallet that answers too late", async () => {
    const { device, person, session } = openTab();
    person.hold();
    session.connect(OPTION);
    await vi.waitUntil(() => person.visits.begun === 1);
    session.dismiss();
    await vi.waitUntil(() => !device.isLocked);
    person.answer();
    await vi.waitUntil(() => person.visits.ended === 1);
    expect(session.store.getState().kind).toBe("signed-out");
    expect(device.log).toEqual([]);
  });
});

describe("coming back", () => {
  it("is restoring at once and ready without wallet or signature", async () => {
    const device = createSessionDevice();
    device.registered.add(ALICE);
    device.remembered = [remembered(ALICE)];
    const { person, session } = openTab(device);
    expect(session.store.getState().kind).toBe("restoring");
    await reaches(session, "ready");
    expect(person.signatureRequests).toEqual([]);
    expect(person.isConnected).toBe(false);
  });

  it("begins anew when the store is gone", async () => {
    const device = createSessionDevice();
    device.remembered = [remembered(ALICE)];
    const { session } = openTab(device);
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({ error: { code: "storage.lost" } });
    session.retry();
    await reaches(session, "signed-out");
    expect(device.remembered).toEqual([]);
    // A store that is damaged rather than gone would be in the way of the next sign-in.
    expect(device.log).toContain(`erased ${inboxOf(ALICE).slice(0, 4)}`);
  });

  it("steps aside for another tab when the store is gone", async () => {
    const device = createSessionDevice();
    device.remembered = [remembered(ALICE)];
    const { session } = openTab(device);
    await reaches(session, "failed");
    const second = openTab(device);
    await standsStill(second);
    second.session.useHere();
    await reaches(session, "elsewhere");
    await reaches(second.session, "failed");
  });

  it("does not take an account of another network for one of this", () => {
    const device = createSessionDevice();
    device.remembered = [{ ...remembered(ALICE), xmtpEnv: "production" }];
    const { session } = openTab(device);
    expect(session.store.getState().kind).toBe("signed-out");
  });
});

describe("two tabs of one profile", () => {
  it("lets one have the client, and the other work through it", async () => {
    const first = await signedIn();
    const second = openTab(first.device);
    await reaches(second.session, "ready");
    expect(second.session.store.getState()).toMatchObject({ address: ALICE, leads: false });
    expect(first.session.store.getState()).toMatchObject({ leads: true });
    expect(first.device.openClients).toBe(1);
    expect(second.person.signatureRequests).toEqual([]);
  });

  it("has the next one open the client when the first is gone", async () => {
    const first = await signedIn();
    const [second, third] = [openTab(first.device), openTab(first.device)];
    await reaches(second.session, "ready");
    await reaches(third.session, "ready");
    first.stop();
    await vi.waitUntil(() => leads(second));
    expect(leads(third)).toBe(false);
    expect(first.device.openClients).toBe(1);
  });

  it("signs out everywhere, and the store is erased when no client is left", async () => {
    const first = await signedIn();
    const second = openTab(first.device);
    await reaches(second.session, "ready");
    second.session.signOut({ erase: true });
    await reaches(second.session, "signed-out");
    await reaches(first.session, "signed-out");
    expect(first.device.log.slice(-2)).toEqual(["closed", `erased ${inboxOf(ALICE).slice(0, 4)}`]);
    expect(first.device.isLocked).toBe(false);
  });

  it("is signed in where it was not, once another tab is", async () => {
    const device = createSessionDevice();
    const waiting = openTab(device);
    const { session } = await signedIn(openTab(device));
    await reaches(waiting.session, "ready");
    expect(session.store.getState()).toMatchObject({ leads: true });
    expect(waiting.session.store.getState()).toMatchObject({ leads: false });
  });

  it("does not even connect a wallet while another tab signs in", async () => {
    const first = await explained(openTab());
    const second = openTab(first.device);
    second.session.connect(OPTION);
    await reaches(second.session, "elsewhere");
    expect(second.person.isConnected).toBe(false);
    second.session.useHere();
    await reaches(second.session, "signed-out");
    expect(first.device.openClients).toBe(0);
  });
});

describe("signed in", () => {
  it("goes on without the wallet", async () => {
    const { device, person, session } = await signedIn();
    person.goAway();
    expect(session.store.getState()).toMatchObject({ walletNote: { kind: "disconnected" } });
    expect(device.openClients).toBe(1);
  });

  it("follows the wallet to another account when asked, the old client closed first", async () => {
    const { device, person, session } = await signedIn();
    person.switchTo(BOB_KEY);
    session.useNewAccount();
    await reaches(session, "explaining");
    expect(session.store.getState()).toMatchObject({ address: BOB });
    expect(device.log.slice(-1)).toEqual(["closed"]);
  });

  it.each([
    { erase: false, registered: 1 },
    { erase: true, registered: 0 },
  ])("signs out, erase: $erase", async ({ erase, registered }) => {
    const { device, session } = await signedIn();
    session.signOut({ erase });
    await reaches(session, "signed-out");
    expect(device.registered.size).toBe(registered);
    expect(device.remembered).toEqual([]);
    expect(device.isLocked).toBe(false);
    expect(device.openClients).toBe(0);
  });

  it("keeps the lock until the erasing has worked", async () => {
    const { device, session } = await signedIn();
    device.failNext("storage.unavailable");
    session.signOut({ erase: true });
    await reaches(session, "failed");
    expect(device.isLocked).toBe(true);
    session.retry();
    await reaches(session, "signed-out");
    expect(device.registered.size).toBe(0);
    expect(device.isLocked).toBe(false);
  });
});

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

describe("in a browser that keeps nothing", () => {
  async function refused(): Promise<Tab> {
    const device = createSessionDevice();
    device.keepsNothing = true;
    const tab = openTab(device);
    tab.session.connect(OPTION);
    await reaches(tab.session, "failed");
    return tab;
  }

  async function temporary(): Promise<Tab> {
    const tab = await refused();
    tab.session.startTemporary();
    await reaches(tab.session, "explaining");
    tab.session.sign();
    await reaches(tab.session, "ready");
    return tab;
  }

  it("nothing is signed or registered before the person has said that it may be lost", async () => {
    const { device, person, session } = await refused();
    expect(session.store.getState()).toMatchObject({ error: { code: "storage.unavailable" } });
    session.retry();
    await reaches(session, "failed");
    expect(person.signatureRequests).toEqual([]);
    expect(device.temporaryClients).toBe(0);
    expect(device.log).toEqual([]);
    session.startTemporary();
    await reaches(session, "explaining");
    expect(session.store.getState()).toMatchObject({ isTemporary: true });
    expect(person.signatureRequests).toEqual([]);
  });

  it("a temporary session is remembered by nobody, and in no other tab's way", async () => {
    const { device, session } = await temporary();
    expect(session.store.getState()).toMatchObject({ isTemporary: true, address: ALICE });
    expect(device.remembered).toEqual([]);
    expect(device.isLocked).toBe(false);
    const other = openTab(device);
    expect(other.session.store.getState().kind).toBe("signed-out");
    device.keepsNothing = false;
    await signedIn(other);
    expect(leads(other)).toBe(true);
    expect(session.store.getState()).toMatchObject({ kind: "ready", isTemporary: true });
    expect(device.temporaryClients).toBe(1);
  });

  it("its end erases nothing and leaves nothing open", async () => {
    const { device, session, person } = await temporary();
    session.signOut({ erase: true });
    await reaches(session, "signed-out");
    expect(device.log).toEqual(["registered in memory"]);
    expect(device.temporaryClients).toBe(0);
    expect(person.isConnected).toBe(false);
  });

  it("what was agreed to once is asked again the next time", async () => {
    const { device, session } = await temporary();
    session.signOut({ erase: true });
    await reaches(session, "signed-out");
    session.connect(OPTION);
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({ error: { code: "storage.unavailable" } });
    expect(device.temporaryClients).toBe(0);
  });

  it("an engine that dies takes it along, and says so", async () => {
    const { device, session } = await temporary();
    device.crash();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({ error: { code: "storage.not-kept" } });
    session.retry();
    await reaches(session, "explaining");
    expect(session.store.getState()).toMatchObject({ isTemporary: true });
    expect(device.temporaryClients).toBe(1);
  });
});

describe("a client that dies", () => {
  it("is replaced under the same lock, with no word to the wallet", async () => {
    const { device, person, session } = await signedIn();
    const seen: string[] = [];
    session.store.subscribe(({ kind }) => seen.push(kind));
    device.crash();
    await reaches(session, "ready");
    expect(seen).toEqual(["restoring", "ready"]);
    expect(device.log.slice(-2)).toEqual(["closed", "opened"]);
    expect(device.openClients).toBe(1);
    expect(device.isLocked).toBe(true);
    expect(person.signatureRequests).toHaveLength(1);
  });

  it("four times in a minute is not replaced by itself any more", async () => {
    const { device, session } = await signedIn();
    for (let death = 1; death <= 3; death++) {
      device.crash();
      await reaches(session, "ready");
    }
    device.crash();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({
      error: { code: "xmtp.engine-died" },
      failed: { step: "restoring", inboxId: inboxOf(ALICE) },
    });
    session.retry();
    await reaches(session, "ready");
    device.nowMs += 60_000;
    device.crash();
    await reaches(session, "ready");
  });

  it("is no news once it was given up", async () => {
    const { device, session } = await signedIn();
    session.signOut({ erase: false });
    await reaches(session, "signed-out");
    device.crash();
    expect(session.store.getState().kind).toBe("signed-out");
  });
});

describe("the engine", () => {
  it("is loaded while the wallet's window is open, not before", async () => {
    const { device, person, session } = openTab();
    expect(device.warmEngines).toBe(0);
    person.hold();
    session.connect(OPTION);
    await vi.waitUntil(() => person.visits.begun === 1);
    expect(device.warmEngines).toBe(1);
  });

  it("is given up with the sign-in", async () => {
    const { device, person, session } = openTab();
    person.hold();
    session.connect(OPTION);
    await vi.waitUntil(() => person.visits.begun === 1);
    session.dismiss();
    await vi.waitUntil(() => !device.isLocked);
    expect(device.warmEngines).toBe(0);
  });

  it("is not loaded in a tab that stands aside", async () => {
    const first = await explained(openTab());
    const second = openTab(first.device);
    second.session.connect(OPTION);
    await reaches(second.session, "elsewhere");
    expect(first.device.warmEngines).toBe(0);
  });
});
