import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Slots } from "./slots.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that ends when the test says so. */
function workload() {
  const ends: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<string>((resolve) => ends.push(() => resolve(name)));
  return { work, started: () => ends.length, end: (which: number) => ends[which]?.() };
}

it("runs so many at once, and the next when one is done", async () => {
  const slots = new Slots({ atOnce: 2, inLine: 9, waitMs: 1_000 });
  const { work, started, end } = workload();
  const all = ["a", "b", "c", "d"].map((name) => slots.run(work(name)));
  await vi.advanceTimersByTimeAsync(0);
  expect(started()).toBe(2);
  end(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(started()).toBe(3);
  end(0);
  await vi.advanceTimersByTimeAsync(0);
  end(2);
  end(3);
  expect(await Promise.all(all)).toEqual(["a", "b", "c", "d"]);
});

it("sends away who finds the line full, and who waited too long; then goes on", async () => {
  const slots = new Slots({ atOnce: 1, inLine: 1, waitMs: 1_000 });
  const { work, end, started } = workload();
  const first = slots.run(work("a"));
  const late = slots.run(work("b"));
  const refused = { code: "server.busy" };
  await expect(slots.run(work("c"))).rejects.toMatchObject(refused);
  const outcome = expect(late).rejects.toMatchObject(refused);
  await vi.advanceTimersByTimeAsync(1_000);
  await outcome;
  end(0);
  await first;
  const next = slots.run(work("d"));
  await vi.advanceTimersByTimeAsync(0);
  expect(started()).toBe(2);
  end(1);
  expect(await next).toBe("d");
});

it("gives the slot on when work fails", async () => {
  const slots = new Slots({ atOnce: 1, inLine: 1, waitMs: 1_000 });
  await expect(slots.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await slots.run(async () => "a")).toBe("a");
});
