import { afterAll, beforeAll, expect, it } from "vitest";
import type { LocalStack } from "../../index.ts";
import { startTestStack } from "../../test-support/stack.ts";
import { WorldMark } from "./world-mark.ts";

let stack: LocalStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(() => stack.close());

it("is what was said of a seed last, as often as it is said, and of no other seed", async () => {
  const mark = () => new WorldMark(stack.urls.grpcWeb, 42);
  expect(await mark().read()).toBe("none");
  for (const state of ["begun", "finished", "begun", "begun", "finished"] as const) {
    await mark().write(state);
    expect(await mark().read()).toBe(state);
  }
  expect(await new WorldMark(stack.urls.grpcWeb, "42").read()).toBe("finished");
  expect(await new WorldMark(stack.urls.grpcWeb, 43).read()).toBe("none");
  await stack.reset();
  expect(await mark().read()).toBe("none");
});
