import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FRAMED_HEADER } from "@/lib/server-session/core/framed.ts";
import { SESSION_MS } from "@/lib/server-session/core/ticket.ts";
import { cookieIn, outcomeOf, SessionSite } from "@/tests/fakes/session-site.ts";

let site = new SessionSite();
beforeEach(() => {
  site = new SessionSite();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe("a session of an installation", () => {
  it("is opened by one proof, and tells whose it is", async () => {
    const ana = site.join();
    const answer = await site.ask("prove", { body: await site.proofOf(ana) });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    const session = {
      inboxId: ana.inboxId,
      method: "installation",
      installationId: ana.installationId,
      expiresAt: "2026-11-24T12:15:00.000Z",
      expiresInMs: SESSION_MS,
      endsAt: "2026-11-25T12:00:00.000Z",
    };
    expect(await answer.json()).toEqual({ session });
    const read = await site.ask("read", { cookie: cookieIn(answer) });
    expect(await read.json()).toEqual({ session });
  });

  it("is nobody's without a cookie", async () => {
    expect(await (await site.ask("read")).json()).toEqual({ session: null });
    for (const cookie of ["", "other=1", "__Host-parley-session=", "__Host-parley-session=a.b.c"]) {
      expect(await (await site.ask("read", { cookie })).json()).toEqual({ session: null });
    }
  });

  it("has a cookie that no script reads, no other site sends and no subdomain sets", async () => {
    const answer = await site.ask("prove", { body: await site.proofOf(site.join()) });
    const [pair, ...rules] = (answer.headers.get("set-cookie") ?? "").split("; ");
    expect(pair).toMatch(/^__Host-parley-session=[\w.-]+$/);
    expect(rules.sort()).toEqual([
      "HttpOnly",
      "Max-Age=900",
      "Path=/",
      "SameSite=Strict",
      "Secure",
    ]);
  });

  it("has one without TLS on this machine alone", async () => {
    site = new SessionSite({ origin: "http://localhost:3000" });
    const answer = await site.ask("prove", { body: await site.proofOf(site.join()) });
    const [pair, ...rules] = (answer.headers.get("set-cookie") ?? "").split("; ");
    expect(pair).toMatch(/^parley-session=/);
    expect(rules.sort()).toEqual(["HttpOnly", "Max-Age=900", "Path=/", "SameSite=Strict"]);
  });

  it("is kept for one site around it besides, where a frame asks, and ends there too", async () => {
    const framed = { [FRAMED_HEADER]: "1" };
    const answer = await site.ask("prove", {
      body: await site.proofOf(site.join()),
      headers: framed,
    });
    const [own, apart] = answer.headers.getSetCookie();
    expect(own).toMatch(/^__Host-parley-session=[\w.-]+; .*SameSite=Strict/);
    const [pair = "", ...rules] = (apart ?? "").split("; ");
    expect(rules.sort()).toEqual([
      "HttpOnly",
      "Max-Age=900",
      "Partitioned",
      "Path=/",
      "SameSite=None",
      "Secure",
    ]);
    expect(await site.whoIs(pair)).toBeDefined();
    const ended = await site.ask("end", { cookie: pair, headers: framed });
    expect(ended.headers.getSetCookie().map((each) => each.split(";")[0])).toEqual([
      "__Host-parley-session=",
      "__Host-parley-session-framed=",
    ]);
    expect(await site.whoIs(pair)).toBeUndefined();
  });

  it("ends in frames too, wherever somebody signs out", async () => {
    const ended = await site.ask("end", { cookie: await site.open(site.join()) });
    expect(ended.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-parley-session=;.*Max-Age=0$/),
      expect.stringMatching(/^__Host-parley-session-framed=;.*Partitioned; Max-Age=0$/),
    ]);
  });

  it("shows nothing of itself in the cookie", async () => {
    const ana = site.join();
    const cookie = await site.open(ana);
    const parts = cookie
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(parts.join(" ")).not.toContain(ana.inboxId.slice(0, 8));
  });

  it("ends when nobody renews it", async () => {
    const cookie = await site.open(site.join());
    site.nowMs += SESSION_MS - 1;
    expect(await site.whoIs(cookie)).toBeDefined();
    site.nowMs += 1;
    expect(await site.whoIs(cookie)).toBeUndefined();
    expect(await outcomeOf(site.ask("refresh", { cookie }))).toBe("401 session.none");
  });

  it("outlives a restart, which no nonce does", async () => {
    const ana = site.join();
    const [cookie, body] = [await site.open(ana), await site.proofOf(ana)];
    site.restart();
    expect(await site.whoIs(cookie)).toBe(ana.inboxId);
    expect(await outcomeOf(site.ask("prove", { body }))).toBe("401 session.nonce");
    expect(await outcomeOf(site.ask("refresh", { cookie }))).toBe("200");
  });

  it("gives way to the next one: another account leaves nothing of the first", async () => {
    const [ana, ben] = [site.join(), site.join()];
    const anas = await site.open(ana);
    const bens = await site.open(ben, anas);
    expect(await site.whoIs(bens)).toBe(ben.inboxId);
    expect(await site.whoIs(anas)).toBeUndefined();
  });

  it("ends with a sign-out, whoever kept the cookie", async () => {
    const cookie = await site.open(site.join());
    const answer = await site.ask("end", { cookie });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-parley-session=;.*Max-Age=0/);
    expect(await site.whoIs(cookie)).toBeUndefined();
    expect(await outcomeOf(site.ask("refresh", { cookie }))).toBe("401 session.none");
    expect((await site.ask("end", { cookie })).status).toBe(204);
    expect((await site.ask("end")).status).toBe(204);
  });
});
