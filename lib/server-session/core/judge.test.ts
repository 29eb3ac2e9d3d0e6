import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import { whyNotProof, whyNotSiwe } from "./judge.ts";
import { NONCE_MS } from "./proof.ts";
import { siteOf } from "./site.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const SITE = siteOf("https://parley.example.org");
const MINUTE = 60_000;

describe("a proof", () => {
  const proof = {
    ...SITE,
    inboxId: "1a".repeat(32) as InboxId,
    installationId: "2b".repeat(32) as InstallationId,
    nonce: "c3",
    issuedAtMs: NOW,
    expiresAtMs: NOW + NONCE_MS,
  };
  const judged = (change: Partial<typeof proof>) => whyNotProof({ ...proof, ...change }, SITE, NOW);

  it("is good here and now", () => expect(judged({})).toBeUndefined());

  it.each([
    { origin: "https://evil.example" },
    { domain: "evil.example" },
    { origin: "http://parley.example.org" },
    siteOf("https://parley.example.org.evil.example"),
    siteOf("https://parley.example.org:8443"),
  ])("for %o is not for here", (change) => expect(judged(change)).toBe("session.wrong-domain"));

  it.each([
    ["is over", { expiresAtMs: NOW }],
    ["is of tomorrow", { issuedAtMs: NOW + 2 * MINUTE }],
    [
      "is old, though it says that it is good for a year",
      {
        issuedAtMs: NOW - NONCE_MS - MINUTE,
        expiresAtMs: NOW + 365 * 24 * 60 * MINUTE,
      },
    ],
  ])("that %s is not for now", (_, change) => expect(judged(change)).toBe("session.expired"));

  it("may be of a clock that is a little ahead or behind", () => {
    expect(judged({ issuedAtMs: NOW + MINUTE })).toBeUndefined();
    expect(judged({ issuedAtMs: NOW - NONCE_MS })).toBeUndefined();
  });
});

describe("a message of EIP-4361", () => {
  const message = {
    domain: SITE.domain,
    address: parseAddress(`0x${"5a".repeat(20)}`),
    uri: SITE.origin,
    chainId: 1,
    nonce: "abcd1234",
    issuedAtMs: NOW,
  };
  const judged = (change: object) => whyNotSiwe({ ...message, ...change }, SITE, NOW);

  it.each([
    {},
    { scheme: "https" },
    { uri: `${SITE.origin}/some/page` },
    { expiresAtMs: NOW + 1, notBeforeMs: NOW },
  ])("with %o is good here and now", (change) => expect(judged(change)).toBeUndefined());

  it.each([
    { domain: "evil.example" },
    { uri: "https://evil.example" },
    { uri: `${SITE.origin}.evil.example` },
    { uri: `${SITE.origin}@evil.example` },
    { scheme: "http" },
  ])("with %o is not for here", (change) => expect(judged(change)).toBe("session.wrong-domain"));

  it.each([
    { expiresAtMs: NOW },
    { notBeforeMs: NOW + 1 },
    { issuedAtMs: NOW + 2 * MINUTE },
    { issuedAtMs: NOW - 2 * NONCE_MS, expiresAtMs: NOW + MINUTE },
  ])("with %o is not for now", (change) => expect(judged(change)).toBe("session.expired"));
});
