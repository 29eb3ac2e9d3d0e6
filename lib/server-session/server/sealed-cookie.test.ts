import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { Ticket } from "../core/ticket.ts";
import { ticketSeal } from "./sealed-cookie.ts";

const SECRET = "0123456789abcdef".repeat(4);
const HERE = { origin: "https://parley.example.org", network: "production" };
const seal = ticketSeal(SECRET, HERE);
const ticket: Ticket = {
  id: "5e",
  generation: 3,
  inboxId: "1a".repeat(32) as InboxId,
  holder: { kind: "installation", installationId: "2b".repeat(32) as InstallationId },
  startedAtMs: 1,
  expiresAtMs: 2,
};

describe("a sealed ticket", () => {
  it.each([
    ["an installation's", ticket.holder],
    ["a wallet's", { kind: "wallet", address: parseAddress(`0x${"5a".repeat(20)}`) }],
  ] as const)("is opened where it was sealed: %s", async (_, holder) => {
    const sealed = await seal.seal({ ...ticket, holder });
    expect(await seal.open(sealed)).toEqual({ ...ticket, holder });
    // RFC 6265: what a cookie may hold.
    expect(sealed).toMatch(/^[\w.-]{1,2000}$/);
  });

  it.each([
    ["by another secret", ticketSeal("f0".repeat(32), HERE)],
    ["by another site", ticketSeal(SECRET, { ...HERE, origin: "https://evil.example" })],
    ["on another network", ticketSeal(SECRET, { ...HERE, network: "dev" })],
  ])("is not opened %s", async (_, other) => {
    expect(await other.open(await seal.seal(ticket))).toBeUndefined();
  });

  it("is not opened when any of it was changed", async () => {
    const sealed = await seal.seal(ticket);
    for (let at = 0; at < sealed.length - 1; at++) {
      const other = sealed[at] === "A" ? "B" : "A";
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      expect(await seal.open(changed), `changed at ${at}`).toBeUndefined();
    }
  });

  it.each(["", ".", "a.b.c.d.e", "eyJhbGciOiJub25lIn0...", "x".repeat(100_000)])(
    "is not %s",
    async (text) => expect(await seal.open(text)).toBeUndefined(),
  );
});
