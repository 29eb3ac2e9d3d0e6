import { expect, it } from "vitest";
import { SESSION_MS } from "../core/ticket.ts";
import { memoryLedger, memoryNonces } from "./memory-books.ts";

it("lets a nonce in once, and forgets it when it is over", () => {
  let atMs = 0;
  const nonces = memoryNonces({ nowMs: () => atMs });
  expect(nonces.use("a", 1_000)).toBe("fresh");
  atMs = 999;
  expect(nonces.use("a", 1_000)).toBe("used");
  atMs = 1_000;
  expect(nonces.use("a", 2_000)).toBe("fresh");
});

it("lets nobody in rather than forget a nonce, and has room again when some are over", () => {
  let atMs = 0;
  const nonces = memoryNonces({ nowMs: () => atMs, maxEntries: 2 });
  expect([nonces.use("a", 1_000), nonces.use("b", 2_000)]).toEqual(["fresh", "fresh"]);
  expect([nonces.use("c", 3_000), nonces.use("a", 1_000)]).toEqual(["full", "used"]);
  atMs = 1_000;
  expect(nonces.use("c", 3_000)).toBe("fresh");
});

it("remembers what became of a session as long as an older cookie of it could live", () => {
  let atMs = 0;
  const ledger = memoryLedger({ nowMs: () => atMs, maxEntries: 1 });
  const entry = { generation: 2, changedAtMs: 0, isEnded: false };
  expect(ledger.put("a", entry)).toBe(true);
  const ended = { ...entry, isEnded: true };
  expect([ledger.put("b", entry), ledger.put("a", ended)]).toEqual([false, true]);
  atMs = SESSION_MS - 1;
  expect(ledger.find("a")).toEqual(ended);
  atMs = SESSION_MS;
  expect(ledger.find("a")).toBeUndefined();
  expect(ledger.put("b", { ...entry, changedAtMs: atMs })).toBe(true);
});
