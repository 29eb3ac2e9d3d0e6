import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { LocalStack } from "../index.ts";
import { startTestStack } from "../test-support/stack.ts";
import { measureAccepted, measureDelivery } from "./measure-traffic.ts";
import { median, percentile } from "./percentile.ts";
import { countFrames, RawClient } from "./raw-client.ts";

let stack: LocalStack;

beforeEach(async () => {
  stack = await startTestStack();
});
afterEach(() => stack.close());

it("measures what was really stored and delivered", async () => {
  expect(await measureAccepted(stack.urls.grpc, 100)).toBeGreaterThan(1);
  expect(stack.health().counts.groupMessages).toBe(110);
  const delays = await measureDelivery(stack.urls.grpc, 3, 5);
  expect(delays).toHaveLength(15);
  expect(Math.min(...delays)).toBeGreaterThan(0);
  expect(stack.health().counts.groupMessages).toBe(135);
});

it("does not take a refusal for an answer", async () => {
  const client = new RawClient(stack.urls.grpc);
  await expect(client.publish(Buffer.from("no MLS"))).rejects.toThrow("Only MLS 1.0 is known.");
  client.close();
});

it("counts frames however their bytes are cut", () => {
  const sizes = fc.array(fc.nat({ max: 40 }), { maxLength: 8 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 12 }), (frames, step) => {
      const bytes = Buffer.concat(
        frames.map((size) => Buffer.concat([Buffer.of(0, 0, 0, 0, size), Buffer.alloc(size)])),
      );
      let seen = 0;
      const count = countFrames(() => {
        seen++;
      });
      for (let at = 0; at < bytes.length; at += step) count(bytes.subarray(at, at + step));
      expect(seen).toBe(frames.length);
    }),
  );
});

it("a share of nothing is no number", () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
  expect(median([7])).toBe(7);
  expect(() => percentile([], 0.5)).toThrow("nothing was measured");
});
