import type { StoreCounts } from "../../xmtp/store/store.ts";
import type { Family } from "./exposition.ts";

/** What the node says of itself when it is asked. */
export type StackGauges = {
  version: string;
  isReady: boolean;
  counts: StoreCounts;
  /** Writes that wait for their transaction. */
  queuedWrites: number;
  /** Messages that subscribers have not taken yet, all of them together. */
  backlogMessages: number;
};

/** Resident and heap memory in bytes, processor time in seconds, and since when the process is. */
export type ProcessUse = {
  residentBytes: number;
  heapBytes: number;
  cpuSeconds: number;
  startedAtSeconds: number;
};

export function stackFamilies(gauges: StackGauges, use: ProcessUse): Family[] {
  const { counts } = gauges;
  return [
    {
      name: "local_stack_info",
      type: "gauge",
      help: "Always 1; the label says which version runs.",
      samples: [{ labels: { version: gauges.version }, value: 1 }],
    },
    gauge(
      "local_stack_ready",
      "1 while reads and writes are answered as they should be, otherwise 0.",
      gauges.isReady ? 1 : 0,
    ),
    {
      name: "local_stack_stored",
      type: "gauge",
      help: "What the network holds, by kind.",
      samples: [
        { labels: { kind: "group_message" }, value: counts.groupMessages },
        { labels: { kind: "welcome_message" }, value: counts.welcomeMessages },
        { labels: { kind: "installation" }, value: counts.installations },
        { labels: { kind: "inbox" }, value: counts.inboxes },
      ],
    },
    gauge(
      "local_stack_write_queue_depth",
      "Writes that wait for the next transaction.",
      gauges.queuedWrites,
    ),
    gauge(
      "local_stack_backlog_messages",
      "Messages that subscribers have not taken yet, of all subscriptions.",
      gauges.backlogMessages,
    ),
    gauge(
      "process_resident_memory_bytes",
      "Resident memory of the process, in bytes.",
      use.residentBytes,
    ),
    gauge("nodejs_heap_used_bytes", "JavaScript's heap in use, in bytes.", use.heapBytes),
    {
      name: "process_cpu_seconds_total",
      type: "counter",
      help: "Processor time of the process, user and system, in seconds.",
      samples: [{ value: use.cpuSeconds }],
    },
    gauge(
      "process_start_time_seconds",
      "When the process started, in seconds since 1970.",
      use.startedAtSeconds,
    ),
  ];
}

/** What this process uses now. */
export function readProcessUse(): ProcessUse {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    residentBytes: rss,
    heapBytes: heapUsed,
    cpuSeconds: (user + system) / 1_000_000,
    startedAtSeconds: performance.timeOrigin / 1000,
  };
}

function gauge(name: string, help: string, value: number): Family {
  return { name, type: "gauge", help, samples: [{ value }] };
}
