import { expect, it } from "vitest";
import { type CopyJob, questionOf, settleJob } from "./copy-plan.ts";

const job = (status: CopyJob["status"], tries = 0): CopyJob => ({ cid: "c", status, tries });
const HOUR = 3_600_000;

it("asks the service to keep what it does not have, and how far it is with the rest", () => {
  expect(
    (["queued", "failed", "pinning", "pinned", "removing"] as const).map((status) =>
      questionOf(job(status)),
    ),
  ).toEqual(["add", "add", "status", "status", "remove"]);
});

it("looks again a day after it was pinned, and keeps it anew where it was lost", () => {
  expect(settleJob(job("pinning", 3), "pinned", 1_000)).toEqual({
    status: "pinned",
    tries: 0,
    nextTryAtMs: 1_000 + 24 * HOUR,
  });
  expect(settleJob(job("pinned"), "unknown", 1_000)).toMatchObject({
    status: "queued",
    nextTryAtMs: 1_000,
  });
});

it("waits longer each time, six hours at most, and never gives up", () => {
  const waits = [0, 1, 2, 30].map((tries) => {
    const next = settleJob(job("queued", tries), "silence", 0);
    return next === "gone" ? next : [next.status, next.nextTryAtMs / 60_000];
  });
  expect(waits).toEqual([
    ["queued", 1],
    ["queued", 2],
    ["queued", 4],
    ["queued", 360],
  ]);
});

it("forgets a copy once the service let go of it, not before", () => {
  expect(settleJob(job("removing"), "silence", 0)).toMatchObject({ status: "removing", tries: 1 });
  expect(settleJob(job("removing"), "unknown", 0)).toBe("gone");
});
