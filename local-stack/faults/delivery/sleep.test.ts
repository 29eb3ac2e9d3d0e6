import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sleep } from "./sleep.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("waits as long as a timer can where more was told, instead of not at all", async () => {
  const leaving = new AbortController();
  const sleeping = sleep(2 * (2 ** 31 - 1), leaving.signal).then(
    () => "over",
    () => "left",
  );
  await vi.advanceTimersByTimeAsync(60_000);
  leaving.abort();
  expect(await sleeping).toBe("left");
});
