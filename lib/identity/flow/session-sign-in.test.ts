import { describe, expect, it, vi } from "vitest";
import { inboxOf } from "@/tests/fakes/session-device.ts";
import {
  ALICE,
  BOB,
  explained,
  OPTION,
  openTab,
  reaches,
  remembered,
  signedIn,
} from "@/tests/fakes/session-tabs.ts";
import { BOB_KEY } from "@/tests/fakes/wallets.ts";
import type { InstallationId } from "../core/ids.ts";

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
    const { device, person, session } = await turnedAway();
    person.answer();
    await vi.waitUntil(() => person.visits.ended === 1);
    expect(session.store.getState().kind).toBe("signed-out");
    expect(device.log).toEqual([]);
  });

  it("leaves a wallet connected that was chosen again before it had answered", async () => {
    const { person, session } = await turnedAway();
    session.connect(OPTION);
    await vi.waitUntil(() => person.visits.begun === 2);
    person.answer();
    await reaches(session, "explaining");
    expect(person.visits.ended).toBe(0);
    expect(person.isConnected).toBe(true);
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
    const { device } = await turnedAway();
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

/** Whose wallet was asked and has not answered, when they turned away from it. */
async function turnedAway(tab = openTab()) {
  const { device, person, session } = tab;
  person.hold();
  session.connect(OPTION);
  await vi.waitUntil(() => person.visits.begun === 1);
  session.dismiss();
  await vi.waitUntil(() => !device.isLocked);
  return tab;
}
