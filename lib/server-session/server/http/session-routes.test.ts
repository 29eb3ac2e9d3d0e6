import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hexOf, outcomeOf, SessionSite } from "@/tests/fakes/session-site.ts";

let site = new SessionSite();
const logged: unknown[][] = [];
beforeEach(() => {
  site = new SessionSite();
  logged.length = 0;
  vi.spyOn(console, "error").mockImplementation((...words) => void logged.push(words));
});
afterEach(() => vi.restoreAllMocks());

describe("a request", () => {
  it.each([
    ["another site's page", { origin: "https://evil.example" }],
    ["a sandboxed page", { origin: "null" }],
    ["nobody's page", { origin: null }],
    ["a subdomain's page", { origin: "https://a.parley.example.org" }],
    ["a page without TLS", { origin: "http://parley.example.org" }],
    ["a page of the same site and another origin", { headers: { "sec-fetch-site": "same-site" } }],
  ])("of %s changes nothing", async (_, given) => {
    const cookie = await site.open(site.join());
    const body = await site.proofOf(site.join());
    for (const route of ["nonce", "prove", "proveWallet", "refresh", "end"] as const) {
      const outcome = await outcomeOf(site.ask(route, { ...given, cookie, body }));
      expect(outcome).toBe("403 server.wrong-origin");
    }
    expect(await site.whoIs(cookie)).toBeDefined();
    expect(await outcomeOf(site.ask("prove", { body }))).toBe("201");
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])(
    "is not read as %j: forms of other sites send that",
    async (type) => {
      const body = await site.proofOf(site.join());
      expect(await outcomeOf(site.ask("prove", { body, type }))).toBe("415 server.wrong-type");
    },
  );

  it("may say its character set", async () => {
    const body = await site.proofOf(site.join());
    const type = "Application/JSON; charset=utf-8";
    expect(await outcomeOf(site.ask("prove", { body, type }))).toBe("201");
  });

  it("larger than it may be is not read to its end", async () => {
    const body = JSON.stringify({ proof: "x".repeat(40_000), signature: "0x" });
    expect(await outcomeOf(site.ask("prove", { body }))).toBe("413 server.too-large");
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(32));
      },
    });
    const request = new Request(`${site.origin}/api/session`, {
      method: "POST",
      headers: { origin: site.origin, "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect(await outcomeOf(site.routes.prove(request))).toBe("413 server.too-large");
    expect(sent).toBeLessThan(200_000);
  });

  it("that stops in the middle is not waited for", async () => {
    vi.useFakeTimers();
    const request = new Request(`${site.origin}/api/session`, {
      method: "POST",
      headers: { origin: site.origin, "content-type": "application/json" },
      body: new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode("{")) }),
      duplex: "half",
    } as RequestInit);
    const outcome = outcomeOf(site.routes.prove(request));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe("400 server.malformed");
    vi.useRealTimers();
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["null", "null"],
    ["a list", "[]"],
    ["no signature", { proof: "x" }],
    ["a field too many", { proof: "x", signature: hexOf(new Uint8Array(64)), inboxId: "1a" }],
    ["a short signature", { proof: "x", signature: hexOf(new Uint8Array(63)) }],
    ["no text of a proof", { proof: "x", signature: hexOf(new Uint8Array(64)) }],
    ["a number for a text", { proof: 1, signature: hexOf(new Uint8Array(64)) }],
    ["its own prototype", '{"__proto__":{"proof":"x"},"signature":"0x00"}'],
  ])("with %s is malformed", async (_, body) => {
    expect(await outcomeOf(site.ask("prove", { body }))).toBe("400 server.malformed");
  });

  it("is refused to who asks too often, and to nobody else", async () => {
    const from = (address: string) =>
      outcomeOf(site.ask("nonce", { headers: { "x-forwarded-for": `6.6.6.6, ${address}` } }));
    const outcomes: string[] = [];
    for (let i = 0; i < 121; i++) outcomes.push(await from("203.0.113.7"));
    expect(outcomes.slice(0, 120)).toEqual(Array(120).fill("201"));
    expect(outcomes[120]).toBe("429 server.too-many later");
    expect(await from("203.0.113.8")).toBe("201");
    site.nowMs += 500;
    expect(await from("203.0.113.7")).toBe("201");
  });

  it("finds the server busy when it can't remember another nonce, and none is let in twice", async () => {
    site = new SessionSite({ maxEntries: 2 });
    const ana = site.join();
    const bodies = [await site.proofOf(ana), await site.proofOf(ana), await site.proofOf(ana)];
    const outcomes: string[] = [];
    for (const body of [...bodies, ...bodies]) {
      outcomes.push(await outcomeOf(site.ask("prove", { body })));
    }
    const [used, busy] = ["401 session.nonce", "503 server.busy later"];
    expect(outcomes).toEqual(["201", "201", busy, used, used, busy]);
  });

  it("that makes the server fail hears and logs nothing of why", async () => {
    const ana = site.join();
    const body = await site.proofOf(ana);
    site.network.mustAnswer = () => {
      throw new Error(`secret of ${ana.inboxId}`);
    };
    const answer = await site.ask("prove", { body });
    expect(await answer.json()).toEqual({
      error: { code: "unexpected", message: "The server made a mistake." },
    });
    expect(logged).toEqual([["A request for a session failed: unexpected (Error)"]]);
  });
});
