import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { asLongAsItMoves } from "./deadline.ts";

const MINUTE_MS = 60_000;
const DEADLINE_MS = 2 * MINUTE_MS;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that moves once a minute for so many, and is done after ten. */
function workOf(movingMinutes: number) {
  let minutes = 0;
  const work = new Promise<string>((resolve) => {
    const timer = setInterval(() => {
      minutes += 1;
      if (minutes < 10) return;
      clearInterval(timer);
      resolve("all of it");
    }, MINUTE_MS);
  });
  const position = () => Math.min(minutes, movingMinutes);
  return asLongAsItMoves("catch up", work, { position, deadlineMs: DEADLINE_MS });
}

it("waits for what takes long as long as it moves, and leaves no timer", async () => {
  const done = workOf(10);
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(await done).toBe("all of it");
  expect(vi.getTimerCount()).toBe(0);
});

it("gives up what stands for the whole of its time, and not before", async () => {
  let code: string | undefined;
  workOf(3).catch((error) => {
    code = error.code;
  });
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS + DEADLINE_MS - 1_000);
  expect(code).toBeUndefined();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(code).toBe("xmtp.unreachable");
});

it("hands on why the work failed", async () => {
  const failing = asLongAsItMoves("catch up", Promise.reject(new Error("broken")), {
    position: () => 0,
    deadlineMs: DEADLINE_MS,
  });
  await expect(failing).rejects.toThrow("broken");
  expect(vi.getTimerCount()).toBe(0);
});
