import { describe, expect, it, vi } from "vitest";
import { createSessionDevice, inboxOf } from "@/tests/fakes/session-device.ts";
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
  standsStill,
} from "@/tests/fakes/session-tabs.ts";
import { BOB_KEY } from "@/tests/fakes/wallets.ts";

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

  it("takes what its wallet shows from that itself, until it has gone and is only looked at", async () => {
    const { person, session } = await signedIn();
    const seen = { optionId: OPTION, address: BOB };
    session.noteWallet(seen);
    expect(session.store.getState()).not.toHaveProperty("walletNote");
    person.goAway();
    session.noteWallet(seen);
    expect(session.store.getState()).toMatchObject({
      walletNote: { kind: "other-account", ...seen },
    });
    session.noteWallet({ optionId: OPTION, address: ALICE });
    expect(session.store.getState()).not.toHaveProperty("walletNote");
    person.switchTo(BOB_KEY);
    session.noteWallet(seen);
    const said = { kind: "other-account", address: BOB };
    expect(session.store.getState()).toMatchObject({ walletNote: said });
    expect(session.store.getState(), "it is connected").not.toHaveProperty("walletNote.optionId");
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
