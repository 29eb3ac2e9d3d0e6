import { describe, expect, it } from "vitest";
import { createSessionDevice } from "@/tests/fakes/session-device.ts";
import {
  ALICE,
  leads,
  OPTION,
  openTab,
  reaches,
  signedIn,
  type Tab,
} from "@/tests/fakes/session-tabs.ts";

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
