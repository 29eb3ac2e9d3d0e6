import { expect, it } from "vitest";
import { onceLoaded } from "./once-loaded.ts";

it("loads once for all who ask, and again after a failure", async () => {
  const answers = [Promise.reject(new Error("not now")), Promise.resolve("there")];
  let asked = 0;
  const load = onceLoaded(() => answers[asked++] as Promise<string>);
  const first = [load(), load()];
  for (const each of first) await expect(each).rejects.toThrow("not now");
  expect(await Promise.all([load(), load(), load()])).toEqual(["there", "there", "there"]);
  expect(asked).toBe(2);
});
