import { expect, it, vi } from "vitest";
import { runBench } from "./run-bench.ts";

vi.setConfig({ testTimeout: 120_000 });

it("measures stacks of its own, and says each row with its unit", async () => {
  const plan = { starts: 1, messages: 40, deliveries: 2, subscribers: [2] };
  const rows = await runBench(plan, () => {});
  expect(rows.map(({ name, unit }) => `${name}: ${unit}`)).toEqual([
    "ready, with chain and IPFS: ms",
    "ready, network alone: ms",
    "… judges identities at once: ms",
    "… memory then: MB",
    "stored, synced before the answer: messages/s",
    "… without inspector: messages/s",
    "delivered to 2, p50: ms",
    "delivered to 2, p95: ms",
  ]);
  for (const { name, value } of rows) expect(value, name).toBeGreaterThan(0);
});
