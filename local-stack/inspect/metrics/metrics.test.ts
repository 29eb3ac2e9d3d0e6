import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readExposition } from "../../test-support/exposition.ts";
import { renderFamilies } from "./exposition.ts";
import { BUCKETS_S, RpcMetrics } from "./rpc-metrics.ts";
import { readProcessUse, stackFamilies } from "./stack-metrics.ts";

function scrape(metrics: RpcMetrics) {
  return readExposition(renderFamilies(metrics.families()));
}

describe("metrics of RPCs", () => {
  it("count what ended by method and status", () => {
    const metrics = new RpcMetrics();
    metrics.answered("SendGroupMessages", "ok", 0.002);
    metrics.answered("SendGroupMessages", "ok", 0.3);
    metrics.answered("SendGroupMessages", "invalid_argument", 0.001);
    expect(scrape(metrics).get("local_stack_rpcs_total")).toMatchObject({
      type: "counter",
      samples: [
        { labels: { method: "SendGroupMessages", code: "ok" }, value: 2 },
        { labels: { method: "SendGroupMessages", code: "invalid_argument" }, value: 1 },
      ],
    });
  });

  it("know which streams are open, and what they delivered", () => {
    const metrics = new RpcMetrics();
    metrics.streamOpened("SubscribeGroupMessages");
    metrics.streamOpened("SubscribeGroupMessages");
    metrics.delivered("SubscribeGroupMessages");
    metrics.streamEnded("SubscribeGroupMessages", "canceled");
    const value = (name: string) => scrape(metrics).get(name)?.samples[0]?.value;
    expect(value("local_stack_open_streams")).toBe(1);
    expect(value("local_stack_delivered_messages_total")).toBe(1);
    expect(value("local_stack_rpcs_total")).toBe(1);
  });

  it("put every latency into the buckets that it fits, and all into the last", () => {
    const latencies = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(latencies, (seconds) => {
        const metrics = new RpcMetrics();
        for (const each of seconds) metrics.answered("Query", "ok", each);
        const samples = scrape(metrics).get("local_stack_rpc_duration_seconds")?.samples ?? [];
        const bucket = (le: string) => samples.find(({ labels }) => labels.le === le)?.value;
        for (const bound of BUCKETS_S) {
          expect(bucket(String(bound))).toBe(seconds.filter((each) => each <= bound).length);
        }
        expect(bucket("+Inf")).toBe(seconds.length);
        expect(samples.at(-1)?.value).toBe(seconds.length);
        const sum = seconds.reduce((total, each) => total + each, 0);
        expect(samples.at(-2)?.value).toBeCloseTo(sum, 6);
      }),
    );
  });
});

describe("metrics of the stack", () => {
  it("say what is stored, what waits, and what the process takes", () => {
    const counts = { groupMessages: 5, welcomeMessages: 4, installations: 3, inboxes: 2 };
    const gauges = {
      version: '1.0"\\\n',
      isReady: false,
      counts,
      queuedWrites: 7,
      backlogMessages: 9,
    };
    const families = readExposition(renderFamilies(stackFamilies(gauges, readProcessUse())));
    const value = (name: string) => families.get(name)?.samples[0]?.value;
    expect(families.get("local_stack_stored")?.samples.map((sample) => sample.value)).toEqual([
      5, 4, 3, 2,
    ]);
    expect(families.get("local_stack_info")?.samples[0]?.labels.version).toBe('1.0"\\\n');
    expect(value("local_stack_ready")).toBe(0);
    expect(value("local_stack_write_queue_depth")).toBe(7);
    expect(value("local_stack_backlog_messages")).toBe(9);
    expect(value("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
    expect(value("process_start_time_seconds")).toBeLessThan(Date.now() / 1000);
    expect(value("process_start_time_seconds")).toBeGreaterThan(Date.now() / 1000 - 3_600);
  });
});
