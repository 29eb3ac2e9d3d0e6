import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import {
  forgettableAtMs,
  GRACE_MS,
  LONGEST_SESSION_MS,
  renewTicket,
  SESSION_MS,
  standingOf,
  startTicket,
  type Ticket,
} from "./ticket.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const first = startTicket(
  {
    random: new Uint8Array(16),
    inboxId: "1a".repeat(32) as InboxId,
    holder: { kind: "installation", installationId: "2b".repeat(32) as InstallationId },
  },
  NOW,
);

function renewed(ticket: Ticket, nowMs: number): Ticket {
  const next = renewTicket(ticket, nowMs);
  if (!next) throw new Error("It is as old as it may be");
  return next;
}

describe("a ticket", () => {
  it("is good until it ends", () => {
    expect(standingOf(first, undefined, NOW + SESSION_MS - 1)).toBe("current");
    expect(standingOf(first, undefined, NOW + SESSION_MS)).toBe("over");
  });

  it("lives on by being renewed, and a day at most", () => {
    let ticket = first;
    let nowMs = NOW;
    while (nowMs < NOW + LONGEST_SESSION_MS - SESSION_MS) {
      nowMs += SESSION_MS - 1;
      ticket = renewed(ticket, nowMs);
      expect(standingOf(ticket, undefined, nowMs)).toBe("current");
    }
    expect(ticket.expiresAtMs).toBe(NOW + LONGEST_SESSION_MS);
    expect(renewTicket(ticket, NOW + LONGEST_SESSION_MS)).toBeUndefined();
  });

  it("is superseded by its successor, and after a moment reused", () => {
    const entry = { generation: 2, changedAtMs: NOW + 1_000, isEnded: false };
    const second = renewed(first, NOW + 1_000);
    expect(standingOf(second, entry, NOW + 1_000)).toBe("current");
    expect(standingOf(first, entry, NOW + 1_000 + GRACE_MS - 1)).toBe("superseded");
    expect(standingOf(first, entry, NOW + 1_000 + GRACE_MS)).toBe("reused");
  });

  it("of two generations ago is reused at once", () => {
    const entry = { generation: 3, changedAtMs: NOW + 1_000, isEnded: false };
    expect(standingOf(first, entry, NOW + 1_000)).toBe("reused");
  });

  it("of an ended session is over, whichever it is", () => {
    const entry = { generation: 1, changedAtMs: NOW, isEnded: true };
    expect(standingOf(renewed(first, NOW + 1), entry, NOW + 1)).toBe("over");
  });

  it("that was replaced or ended never works again once that is forgotten", () => {
    const after = fc.nat({ max: SESSION_MS - 1 });
    fc.assert(
      fc.property(after, fc.boolean(), (afterMs, isEnded) => {
        const changedAtMs = NOW + afterMs;
        const entry = { generation: 2, changedAtMs, isEnded };
        expect(standingOf(first, undefined, forgettableAtMs(entry))).toBe("over");
      }),
    );
  });
});
