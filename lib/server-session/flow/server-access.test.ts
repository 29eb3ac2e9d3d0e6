import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LONGEST_SESSION_MS, SESSION_MS } from "@/lib/server-session/core/ticket.ts";
import { SessionSite } from "@/tests/fakes/session-site.ts";
import { SiteBrowser } from "@/tests/fakes/site-browser.ts";

const MINUTE_MS = 60_000;
const KEEPS = { keeps: true };
let site: SessionSite;
let browser: SiteBrowser;
beforeEach(() => {
  site = new SessionSite();
  browser = new SiteBrowser(site);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

/** A tab in which somebody new is signed in. */
function signedInTab(client = site.join()) {
  const tab = browser.openTab();
  tab.belongTo(client, KEEPS);
  return { tab, client };
}

/** Lets what nobody waits for come to its end. */
const settled = () => vi.waitUntil(() => new Promise((resolve) => setImmediate(resolve, true)));

describe("the way into the server", () => {
  it("asks nothing of the server before something needs it", async () => {
    const { tab } = signedInTab();
    tab.belongTo("nobody", KEEPS);
    await settled();
    expect(browser.asked).toEqual([]);
    expect(tab.store.getState()).toEqual({ kind: "unknown" });
  });

  it("is opened by one proof, and then is open", async () => {
    const { tab, client } = signedInTab();
    const session = await tab.open();
    expect(session).toMatchObject({ inboxId: client.inboxId, method: "installation" });
    expect(tab.store.getState()).toEqual({ kind: "open", session });
    expect(await site.whoIs(browser.cookie)).toBe(client.inboxId);
    browser.asked.length = 0;
    await tab.open();
    expect(browser.asked).toEqual(["GET /api/session"]);
  });

  it("is opened once for all who need it at once", async () => {
    const { tab } = signedInTab();
    await Promise.all([tab.open(), tab.open(), tab.open()]);
    expect(browser.asked.filter((one) => one === "POST /api/session")).toHaveLength(1);
  });

  it("is one for all tabs", async () => {
    const { tab, client } = signedInTab();
    await tab.open();
    const second = signedInTab(client).tab;
    browser.asked.length = 0;
    expect(await second.open()).toMatchObject({ inboxId: client.inboxId });
    expect(browser.asked).toEqual(["GET /api/session"]);
  });

  it("is renewed when it is old, by one of two tabs, for both", async () => {
    const { tab, client } = signedInTab();
    await tab.open();
    const second = signedInTab(client).tab;
    site.nowMs += SESSION_MS - 4 * MINUTE_MS;
    browser.asked.length = 0;
    const sessions = await Promise.all([tab.open(), second.open()]);
    expect(sessions.map(({ inboxId }) => inboxId)).toEqual([client.inboxId, client.inboxId]);
    expect(await tab.open()).toMatchObject({ expiresInMs: SESSION_MS });
    expect(browser.asked).not.toContain("POST /api/session");
    expect(await site.whoIs(browser.cookie)).toBe(client.inboxId);
  });

  it.each([
    ["was not used for long", SESSION_MS],
    ["is as old as one may be", LONGEST_SESSION_MS],
  ])("is proved anew when the session %s", async (_, laterMs) => {
    const { tab } = signedInTab();
    await tab.open();
    site.nowMs += laterMs;
    expect(await tab.open()).toMatchObject({ expiresInMs: SESSION_MS });
  });

  it("is proved anew after a renewal whose answer was lost", async () => {
    const { tab, client } = signedInTab();
    await tab.open();
    site.nowMs += SESSION_MS - MINUTE_MS;
    await site.ask("refresh", { cookie: browser.cookie });
    site.nowMs += 30_000;
    expect(await tab.open()).toMatchObject({ inboxId: client.inboxId });
    expect(await site.whoIs(browser.cookie)).toBe(client.inboxId);
  });

  it("stays shut to a device that was removed", async () => {
    const { tab, client } = signedInTab();
    const inbox = site.network.byId.get(client.inboxId);
    if (inbox) inbox.installations = [];
    await expect(tab.open()).rejects.toMatchObject({ code: "session.not-a-member" });
    expect(tab.store.getState()).toEqual({ kind: "unknown" });
  });

  it("stays shut while nobody is signed in, or the server does not answer", async () => {
    const { tab } = signedInTab();
    browser.isOffline = true;
    await expect(tab.open()).rejects.toMatchObject({ code: "server.unreachable" });
    browser.isOffline = false;
    expect(await tab.open()).toBeDefined();
    tab.belongTo("nobody", KEEPS);
    await expect(tab.open()).rejects.toMatchObject({ code: "session.none" });
  });

  it("waits for a client that is being opened, as after a reload", async () => {
    const tab = browser.openTab();
    const ana = site.join();
    const opening = tab.open();
    tab.belongTo("somebody", KEEPS);
    await settled();
    expect(browser.asked).toEqual([]);
    tab.belongTo(ana, KEEPS);
    expect(await opening).toMatchObject({ inboxId: ana.inboxId });
  });

  it("is found open after a reload, once it is known who is here", async () => {
    const { tab, client } = signedInTab();
    await tab.open();
    const reloaded = browser.openTab();
    const looking = reloaded.look();
    reloaded.belongTo(client, KEEPS);
    await looking;
    expect(reloaded.store.getState()).toMatchObject({ session: { inboxId: client.inboxId } });
  });

  it("stays shut when it turns out that nobody is signed in, or nothing turns out", async () => {
    const tab = browser.openTab();
    const opening = expect(tab.open()).rejects.toMatchObject({ code: "session.none" });
    tab.belongTo("nobody", KEEPS);
    await opening;
    const other = browser.openTab();
    const waiting = expect(other.open()).rejects.toMatchObject({ code: "session.none" });
    await browser.host.pass(20_000);
    await waiting;
    expect(browser.asked).toEqual([]);
  });

  it("is not opened with the client of an account that is being left", async () => {
    const { tab } = signedInTab();
    tab.belongTo("somebody", KEEPS);
    const opening = tab.open();
    const ben = site.join();
    tab.belongTo(ben, KEEPS);
    expect(await opening).toMatchObject({ inboxId: ben.inboxId });
  });

  it("says that the network is away, in the server's words", async () => {
    const { tab } = signedInTab();
    site.network.goDown();
    await expect(tab.open()).rejects.toMatchObject({ code: "xmtp.unreachable" });
  });
});

describe("a session", () => {
  it("ends when its account signs out here, for whoever kept the cookie", async () => {
    const { tab } = signedInTab();
    await tab.open();
    const { cookie } = browser;
    tab.belongTo("nobody", KEEPS);
    await vi.waitUntil(() => browser.cookie === "");
    expect(await site.whoIs(cookie)).toBeUndefined();
    expect(browser.storage.size).toBe(0);
  });

  it("ends when another account is put to use, which then has its own", async () => {
    const { tab } = signedInTab();
    await tab.open();
    const anas = browser.cookie;
    const ben = site.join();
    tab.belongTo(ben, KEEPS);
    await vi.waitUntil(() => browser.cookie === "");
    expect(await site.whoIs(anas)).toBeUndefined();
    await tab.open();
    tab.belongTo(ben, KEEPS);
    await settled();
    expect(await site.whoIs(browser.cookie)).toBe(ben.inboxId);
  });

  it("of one account is never shown to be another's", async () => {
    const [ana, ben] = [signedInTab(), site.join()];
    await ana.tab.open();
    const second = browser.openTab();
    browser.isOffline = true;
    second.belongTo(ben, KEEPS);
    await settled();
    browser.isOffline = false;
    await second.look();
    expect(second.store.getState()).toEqual({ kind: "none" });
    expect(await second.open()).toMatchObject({ inboxId: ben.inboxId });
  });

  it("that could not be ended is ended with the next start of the page", async () => {
    const { tab } = signedInTab();
    await tab.open();
    const { cookie } = browser;
    browser.isOffline = true;
    tab.belongTo("nobody", KEEPS);
    await settled();
    browser.isOffline = false;
    expect(await site.whoIs(cookie)).toBeDefined();
    browser.openTab().belongTo("nobody", KEEPS);
    await vi.waitUntil(() => browser.cookie === "");
    expect(await site.whoIs(cookie)).toBeUndefined();
  });

  it("is closed by who wants it closed, and opened again", async () => {
    const { tab } = signedInTab();
    await tab.open();
    await tab.close();
    expect(tab.store.getState()).toEqual({ kind: "none" });
    await tab.look();
    expect(tab.store.getState()).toEqual({ kind: "none" });
    await tab.open();
    expect(tab.store.getState().kind).toBe("open");
  });

  it("of a temporary account leaves no trace in the browser's storage", async () => {
    const tab = browser.openTab();
    tab.belongTo(site.join(), { keeps: false });
    await tab.open();
    expect(browser.storage.size).toBe(0);
    tab.belongTo("nobody", KEEPS);
    await vi.waitUntil(() => browser.cookie === "");
  });

  it("that was opened for somebody who has gone meanwhile is nobody's", async () => {
    const { tab } = signedInTab();
    const opening = tab.open();
    const ben = site.join();
    tab.belongTo(ben, KEEPS);
    await expect(opening).rejects.toMatchObject({ code: "session.none" });
    expect(browser.cookie).toBe("");
    expect(await tab.open()).toMatchObject({ inboxId: ben.inboxId });
    expect(await site.whoIs(browser.cookie)).toBe(ben.inboxId);
  });
});
