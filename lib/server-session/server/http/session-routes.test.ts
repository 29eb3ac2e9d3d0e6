import { privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { FRAMED_HEADER } from "@/lib/server-session/core/framed.ts";
import { GRACE_MS, LONGEST_SESSION_MS, SESSION_MS } from "@/lib/server-session/core/ticket.ts";
import { FAKE_CHAIN } from "@/tests/fakes/fake-contracts.ts";
import { cookieIn, hexOf, outcomeOf, SessionSite } from "@/tests/fakes/session-site.ts";

const MINUTE_MS = 60_000;
let site = new SessionSite();
const logged: unknown[][] = [];
beforeEach(() => {
  site = new SessionSite();
  logged.length = 0;
  vi.spyOn(console, "error").mockImplementation((...words) => void logged.push(words));
});
afterEach(() => vi.restoreAllMocks());

/** Takes an installation off the network's list, as a revocation does. */
function revoke({ inboxId, installationId }: { inboxId: InboxId; installationId: string }): void {
  const inbox = site.network.byId.get(inboxId);
  if (inbox) inbox.installations = inbox.installations.filter(({ id }) => id !== installationId);
}

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
    revoke(ana);
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

describe("a proof is refused", () => {
  const refusal = (body: object) => outcomeOf(site.ask("prove", { body }));

  it("when it was used before", async () => {
    const body = await site.proofOf(site.join());
    expect(await refusal(body)).toBe("201");
    expect(await refusal(body)).toBe("401 session.nonce");
    site.nowMs += 4 * MINUTE_MS;
    expect(await refusal(body)).toBe("401 session.nonce");
  });

  it("the second time of two at once", async () => {
    const body = await site.proofOf(site.join());
    const outcomes = await Promise.all([refusal(body), refusal(body), refusal(body)]);
    expect(outcomes.sort()).toEqual(["201", "401 session.nonce", "401 session.nonce"]);
  });

  it("with a nonce of its own making, or of another server", async () => {
    const ana = site.join();
    const elsewhere = await new SessionSite().nonce();
    for (const nonce of ["0".repeat(76), "abcdefgh", elsewhere.nonce]) {
      expect(await refusal(await site.proofOf(ana, { nonce }))).toBe("401 session.nonce");
    }
  });

  it("for another domain, though this server made the nonce", async () => {
    const ana = site.join();
    const evil = { domain: "evil.example", origin: "https://evil.example" };
    expect(await refusal(await site.proofOf(ana, evil))).toBe("401 session.wrong-domain");
  });

  it("when it is over, or not yet good", async () => {
    const ana = site.join();
    const body = await site.proofOf(ana);
    site.nowMs += 5 * MINUTE_MS;
    expect(await refusal(body)).toBe("401 session.expired");
    const later = { issuedAtMs: site.nowMs + 10 * MINUTE_MS };
    expect(await refusal(await site.proofOf(ana, later))).toBe("401 session.expired");
  });

  it("with a nonce that is over, whatever the proof says of itself", async () => {
    const ana = site.join();
    const { nonce } = await site.nonce();
    site.nowMs += 5 * MINUTE_MS;
    expect(await refusal(await site.proofOf(ana, { nonce }))).toBe("401 session.nonce");
  });

  it("when another inbox is named than that of the installation", async () => {
    const [ana, ben] = [site.join(), site.join()];
    const forged = await site.proofOf(ana, { inboxId: ben.inboxId });
    expect(await refusal(forged)).toBe("401 session.not-a-member");
    const nobody = await site.proofOf(ana, { inboxId: "e7".repeat(32) as InboxId });
    expect(await refusal(nobody)).toBe("401 session.not-a-member");
  });

  it("when another installation is named than the one that signed", async () => {
    const [ana, ben] = [site.join(), site.join()];
    const { inboxId, installationId } = ben;
    const forged = await site.proofOf(ana, { inboxId, installationId });
    expect(await refusal(forged)).toBe("401 session.signature");
  });

  it("when the text or the signature was changed", async () => {
    const ana = site.join();
    const one = await site.proofOf(ana);
    const two = await site.proofOf(ana);
    expect(await refusal({ ...one, signature: two.signature })).toBe("401 session.signature");
    const three = await site.proofOf(ana);
    const changed = three.proof.replace(/T12:05:00/, "T12:04:59");
    expect(changed).not.toBe(three.proof);
    expect(await refusal({ ...three, proof: changed })).toBe("401 session.signature");
  });

  it("of an installation that was revoked", async () => {
    const ana = site.join();
    revoke(ana);
    expect(await refusal(await site.proofOf(ana))).toBe("401 session.not-a-member");
  });

  it("while the network can't be asked: nobody is let in on their word", async () => {
    const ana = site.join();
    const body = await site.proofOf(ana);
    site.network.goDown();
    expect(await refusal(body)).toBe("503 xmtp.unreachable later");
    site.network.goUp();
    expect(await refusal(await site.proofOf(ana))).toBe("201");
  });
});

describe("a session of a wallet (EIP-4361)", () => {
  const key = privateKeyToAccount(`0x${"5a".repeat(32)}`);

  type Change = Partial<Parameters<typeof createSiweMessage>[0]>;

  async function messageOf(address: string, change: Change = {}): Promise<string> {
    const { nonce } = await site.nonce();
    return createSiweMessage({
      domain: "parley.example.org",
      address: parseAddress(address),
      uri: site.origin,
      version: "1",
      chainId: FAKE_CHAIN,
      nonce,
      issuedAt: new Date(site.nowMs),
      ...change,
    });
  }

  const asked = (body: object) => site.ask("proveWallet", { body });
  const signed = async (change: Change = {}) => {
    const message = await messageOf(key.address, change);
    return { message, signature: await key.signMessage({ message }) };
  };

  it("is opened for a key, which no chain is asked about", async () => {
    const ana = site.joinAs(key.address);
    const answer = await asked(await signed({ chainId: 8453 }));
    expect((await answer.json()).session).toMatchObject({
      inboxId: ana.inboxId,
      method: "siwe",
      address: key.address,
    });
    expect(await site.whoIs(cookieIn(answer))).toBe(ana.inboxId);
    expect(site.chains.asked).toEqual([]);
  });

  it.each([
    ["of one owner", {}],
    ["of two", { owners: 2 }],
    ["that is not deployed", { isDeployed: false }],
  ])("is opened for a contract %s, and not for who owns none of it", async (_, options) => {
    const account = site.chains.create(options);
    const thief = site.chains.stolen(account);
    site.joinAs(account.address);
    for (const [signer, outcome] of [
      [account, "201"],
      [thief, "401 session.signature"],
    ] as const) {
      const message = await messageOf(account.address);
      const signature = await signer.signMessage({ message, chainId: FAKE_CHAIN });
      expect(await outcomeOf(asked({ message, signature }))).toBe(outcome);
    }
  });

  it("is refused to a contract on a chain that is not configured, and waits for one that is away", async () => {
    const account = site.chains.create();
    site.joinAs(account.address);
    const bodyOn = async (chainId: number) => {
      const message = await messageOf(account.address, { chainId });
      return { message, signature: await account.signMessage({ message, chainId }) };
    };
    expect(await outcomeOf(asked(await bodyOn(5)))).toBe("401 session.wrong-chain");
    site.chains.goDown();
    expect(await outcomeOf(asked(await bodyOn(FAKE_CHAIN)))).toBe(
      "503 session.chain-unreachable later",
    );
  });

  it("is refused to an address that has no inbox", async () => {
    expect(await outcomeOf(asked(await signed()))).toBe("401 session.not-a-member");
  });

  it("is refused when the node's word is not what the inbox says", async () => {
    const ben = site.join();
    const { findInbox } = site.network;
    site.network.findInbox = (of) => (of === key.address ? ben.inboxId : findInbox(of));
    expect(await outcomeOf(asked(await signed()))).toBe("401 session.not-a-member");
  });

  it("is refused for the same reasons as an installation's", async () => {
    site.joinAs(key.address);
    const minutes = (count: number) => new Date(site.nowMs + count * MINUTE_MS);
    const cases: [Change, string][] = [
      [{ domain: "evil.example" }, "401 session.wrong-domain"],
      [{ uri: "https://evil.example" }, "401 session.wrong-domain"],
      [{ expirationTime: minutes(-1) }, "401 session.expired"],
      [{ notBefore: minutes(1) }, "401 session.expired"],
      [{ issuedAt: minutes(-10) }, "401 session.expired"],
      [{ nonce: "abcdefgh12345678" }, "401 session.nonce"],
    ];
    for (const [change, outcome] of cases) {
      expect(await outcomeOf(asked(await signed(change)))).toBe(outcome);
    }
    const body = await signed();
    expect(await outcomeOf(asked(body))).toBe("201");
    expect(await outcomeOf(asked(body))).toBe("401 session.nonce");
    const forged = await signed();
    const other = privateKeyToAccount(`0x${"6b".repeat(32)}`);
    const signature = await other.signMessage({ message: forged.message });
    expect(await outcomeOf(asked({ ...forged, signature }))).toBe("401 session.signature");
  });

  it("ends at its renewal when the wallet left the inbox", async () => {
    const ana = site.joinAs(key.address);
    const first = cookieIn(await asked(await signed()));
    const answer = await site.ask("refresh", { cookie: first });
    expect(answer.status).toBe(200);
    const inbox = site.network.byId.get(ana.inboxId);
    if (inbox) inbox.wallets = [];
    site.nowMs += MINUTE_MS;
    const cookie = cookieIn(answer);
    expect(await outcomeOf(site.ask("refresh", { cookie }))).toBe("401 session.not-a-member");
    expect(await site.whoIs(cookie)).toBeUndefined();
  });
});

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
