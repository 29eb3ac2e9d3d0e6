import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { parseRelayAccess } from "../../core/relay-access.ts";
import { createRelayRoute } from "./relay-route.ts";

const ORIGIN = "https://parley.example.org";
const SECRET = "a secret that only the relay knows";
const URLS = ["turn:relay.example.org:3478", "turns:relay.example.org:5349?transport=tcp"];
const ANA = "a1".repeat(32) as InboxId;
const BEN = "b2".repeat(32) as InboxId;

let nowMs: number;
let route: (request: Request) => Promise<Response>;

const options = {
  whoAsks: async ({ headers }: Request) => (headers.get("x-inbox") ?? undefined) as InboxId,
  origin: ORIGIN,
  proxyHops: 1,
  nowMs: () => nowMs,
};

beforeEach(() => {
  nowMs = 1_700_000_000_000;
  route = createRelayRoute({ ...options, relay: { urls: URLS, secret: SECRET } });
});

function ask(inbox?: InboxId, { origin = ORIGIN, address = "203.0.113.9" } = {}) {
  const headers = { origin, "x-forwarded-for": address, ...(inbox && { "x-inbox": inbox }) };
  return route(new Request(`${ORIGIN}/api/turn`, { method: "POST", headers }));
}

async function accessOf(inbox: InboxId) {
  const { relay } = await (await ask(inbox)).json();
  const access = parseRelayAccess(relay);
  if (!access) throw new Error("No access was given");
  return access;
}

describe("what opens the relays", () => {
  it("is what coturn takes, ends in ten minutes, and names nobody", async () => {
    const { urls, username, credential, expiresAtMs } = await accessOf(ANA);
    expect(urls).toEqual(URLS);
    expect(expiresAtMs - nowMs).toBe(10 * 60_000);
    const [expiry, who] = username.split(":");
    expect(Number(expiry) * 1_000).toBe(expiresAtMs);
    expect(who).toMatch(/^[0-9a-f]{24}$/);
    expect(ANA).not.toContain(who);
    expect(credential).toBe(createHmac("sha1", SECRET).update(username).digest("base64"));
    expect((await accessOf(BEN)).username).not.toBe(username);
  });

  it("is for who is signed in, on this site's own pages, and of no use to a cache", async () => {
    expect((await ask()).status).toBe(401);
    expect((await ask(ANA, { origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await ask(ANA)).headers.get("cache-control")).toBe("no-store");
  });

  it("is given ten times, and then two in a minute, to each inbox", async () => {
    for (let time = 0; time < 10; time += 1) expect((await ask(ANA)).status).toBe(200);
    const refused = await ask(ANA);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBe(30);
    expect((await ask(BEN)).status).toBe(200);
    nowMs += 30_000;
    expect((await ask(ANA)).status).toBe(200);
  });

  it("is nothing where there is no relay, and that is said", async () => {
    route = createRelayRoute(options);
    expect(await (await ask(ANA)).json()).toEqual({ relay: null });
  });
});

describe("reading it", () => {
  it.each([null, 1, {}, { urls: ["https://x"], username: "", credential: "", expiresAtMs: 1 }])(
    "gives nothing for %j",
    (value) => expect(parseRelayAccess(value)).toBeUndefined(),
  );
});
