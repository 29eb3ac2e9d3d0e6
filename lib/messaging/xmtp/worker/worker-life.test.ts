import { expect, it } from "vitest";
import { holdLife, lifeEnd } from "./worker-life.ts";

it("lasts as long as its holder; who waits may turn away", async () => {
  const [first, second] = [await holdLife(), await holdLife()];
  expect(first).not.toBe(second);
  const waiting = new AbortController();
  const end = lifeEnd(first, waiting.signal);
  const { held = [] } = await navigator.locks.query();
  expect(held.map(({ name }) => name)).toEqual(expect.arrayContaining([first, second]));
  waiting.abort();
  await expect(end).rejects.toMatchObject({ name: "AbortError" });
});

it("is over when nobody holds it", async () => {
  await expect(lifeEnd("of a worker that is gone", new AbortController().signal)).resolves.toBe(
    undefined,
  );
});
