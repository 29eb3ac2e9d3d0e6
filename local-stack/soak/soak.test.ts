import { expect, it } from "vitest";
import { soak } from "./soak.ts";

// A glance at what `npm run soak` does for an hour.
it("everybody ends with the same history, although the stack fails and is killed", async () => {
  const report = await soak({
    seconds: 6,
    clients: 12,
    seed: 1,
    realClients: 2,
    talkEveryMs: 300,
    faultsEveryMs: 500,
    killEveryMs: 1_500,
    unkilledShare: 0,
    log: () => {},
  });
  expect(report.broken).toEqual([]);
  expect(report.kills).toBeGreaterThan(0);
  expect(report.messages).toBeGreaterThan(10);
  // Each of them when the stack was killed, at least.
  expect(report.resubscribed).toBeGreaterThanOrEqual(12);
}, 90_000);
