import type { Family, Sample } from "./exposition.ts";

/** Upper bounds in seconds: from what a local call takes to what a person calls broken. */
export const BUCKETS_S = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

type Latencies = { counts: number[]; sum: number };

/** Counts of RPCs since the start. A method that was never called has no samples. */
export class RpcMetrics {
  /** By method, then by code. */
  readonly #ended = new Map<string, Map<string, number>>();
  readonly #latencies = new Map<string, Latencies>();
  readonly #open = new Map<string, number>();
  readonly #delivered = new Map<string, number>();

  /** A unary call was answered after `seconds`, with `code`. */
  answered(method: string, code: string, seconds: number): void {
    this.#count(method, code);
    let latencies = this.#latencies.get(method);
    if (!latencies) {
      latencies = { counts: Array(BUCKETS_S.length + 1).fill(0), sum: 0 };
      this.#latencies.set(method, latencies);
    }
    const fits = BUCKETS_S.findIndex((bound) => seconds <= bound);
    const bucket = fits < 0 ? BUCKETS_S.length : fits;
    latencies.counts[bucket] = (latencies.counts[bucket] ?? 0) + 1;
    latencies.sum += seconds;
  }

  streamOpened(method: string): void {
    add(this.#open, method, 1);
  }

  delivered(method: string): void {
    add(this.#delivered, method, 1);
  }

  streamEnded(method: string, code: string): void {
    add(this.#open, method, -1);
    this.#count(method, code);
  }

  families(): Family[] {
    return [
      {
        name: "local_stack_rpcs_total",
        type: "counter",
        help: "RPCs that ended, by method and gRPC status; a stream counts when it ends.",
        samples: [...this.#ended].flatMap(([method, codes]) =>
          [...codes].map(([code, value]) => ({ labels: { method, code }, value })),
        ),
      },
      {
        name: "local_stack_rpc_duration_seconds",
        type: "histogram",
        help: "From the request to the answer of unary RPCs, in seconds; faults count.",
        samples: [...this.#latencies].flatMap(histogramSamples),
      },
      {
        name: "local_stack_open_streams",
        type: "gauge",
        help: "Subscriptions that are open now.",
        samples: byMethod(this.#open),
      },
      {
        name: "local_stack_delivered_messages_total",
        type: "counter",
        help: "Messages that subscriptions delivered.",
        samples: byMethod(this.#delivered),
      },
    ];
  }

  #count(method: string, code: string): void {
    let codes = this.#ended.get(method);
    if (!codes) {
      codes = new Map();
      this.#ended.set(method, codes);
    }
    add(codes, code, 1);
  }
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function byMethod(counts: ReadonlyMap<string, number>): Sample[] {
  return [...counts].map(([method, value]) => ({ labels: { method }, value }));
}

/** Each bucket holds those below it, as Prometheus wants them. */
function histogramSamples([method, { counts, sum }]: [string, Latencies]): Sample[] {
  let below = 0;
  const buckets = counts.map((count, at) => {
    below += count;
    const le = at < BUCKETS_S.length ? String(BUCKETS_S[at]) : "+Inf";
    return { suffix: "_bucket", labels: { method, le }, value: below };
  });
  return [
    ...buckets,
    { suffix: "_sum", labels: { method }, value: sum },
    { suffix: "_count", labels: { method }, value: below },
  ];
}
