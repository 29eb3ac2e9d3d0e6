import { expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

it("keeps tasks of one key apart, whatever became of the one before, and holds up no other", async () => {
  const run = oneAtATime();
  const log: string[] = [];
  let letGo = () => {};
  const first = run("a", async () => {
    log.push("a1 begins");
    await new Promise<void>((resolve) => {
      letGo = resolve;
    });
    log.push("a1 ends");
    throw new Error("a1 failed");
  });
  const second = run("a", async () => log.push("a2"));
  await run("b", async () => log.push("b"));
  letGo();
  await expect(first).rejects.toThrow("a1 failed");
  await second;
  expect(log).toEqual(["a1 begins", "b", "a1 ends", "a2"]);
});
