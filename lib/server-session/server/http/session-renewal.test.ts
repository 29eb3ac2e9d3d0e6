import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GRACE_MS, LONGEST_SESSION_MS, SESSION_MS } from "@/lib/server-session/core/ticket.ts";
import { cookieIn, outcomeOf, SessionSite } from "@/tests/fakes/session-site.ts";

const MINUTE_MS = 60_000;
let site = new SessionSite();
beforeEach(() => {
  site = new SessionSite();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe("a renewal", () => {
  it("gives the next cookie; requests under way with the old one are still let in", async () => {
    const ana = site.join();
    const old = await site.open(ana);
    site.nowMs += 10 * MINUTE_MS;
    const answer = await site.ask("refresh", { cookie: old });
    expect((await answer.json()).session.expiresInMs).toBe(SESSION_MS);
    expect(await site.whoIs(cookieIn(answer))).toBe(ana.inboxId);
    expect(await site.whoIs(old)).toBe(ana.inboxId);
    expect(await outcomeOf(site.ask("refresh", { cookie: old }))).toBe("409 session.superseded");
    site.nowMs += GRACE_MS - 1;
    expect(await site.whoIs(old)).toBe(ana.inboxId);
  });

  it("of two tabs at once is one renewal", async () => {
    const cookie = await site.open(site.join());
    const answers = await Promise.all([
      outcomeOf(site.ask("refresh", { cookie })),
      outcomeOf(site.ask("refresh", { cookie })),
    ]);
    expect(answers.sort()).toEqual(["200", "409 session.superseded"]);
  });

  it("makes a stolen cookie end the session for both, whoever renewed it", async () => {
    const stolen = await site.open(site.join());
    const own = cookieIn(await site.ask("refresh", { cookie: stolen }));
    site.nowMs += GRACE_MS;
    expect(await site.whoIs(own)).toBeDefined();
    expect(await outcomeOf(site.ask("refresh", { cookie: stolen }))).toBe("401 session.none");
    expect(await site.whoIs(stolen)).toBeUndefined();
    expect(await site.whoIs(own)).toBeUndefined();
  });

  it("does not go on for ever", async () => {
    let cookie = await site.open(site.join());
    const startedAtMs = site.nowMs;
    const outcomes: string[] = [];
    while (outcomes.at(-1) !== "401 session.none" && outcomes.length < 500) {
      site.nowMs += 10 * MINUTE_MS;
      const answer = await site.ask("refresh", { cookie });
      outcomes.push(await outcomeOf(answer.clone()));
      cookie = cookieIn(answer);
    }
    expect(site.nowMs - startedAtMs).toBe(LONGEST_SESSION_MS);
  });

  it("is refused to a revoked installation, and its session ends", async () => {
    const ana = site.join();
    const cookie = await site.open(ana);
    site.nowMs += MINUTE_MS;
    site.revoke(ana);
    expect(await outcomeOf(site.ask("refresh", { cookie }))).toBe("401 session.not-a-member");
    expect(await site.whoIs(cookie)).toBeUndefined();
  });

  it("waits for a network that is away, and is possible after", async () => {
    const cookie = await site.open(site.join());
    site.nowMs += MINUTE_MS;
    site.network.goDown();
    expect(await outcomeOf(site.ask("refresh", { cookie }))).toBe("503 xmtp.unreachable later");
    expect(await site.whoIs(cookie)).toBeDefined();
    site.network.goUp();
    expect(await outcomeOf(site.ask("refresh", { cookie }))).toBe("200");
  });
});
