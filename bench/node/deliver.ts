import { randomBytes } from "node:crypto";
import { type Finding, percentile, scenario } from "../lib/measure.ts";
import { connectTo, frameMessage, publish, startEcho } from "./raw-network.ts";
import { startXmtpNode } from "./xmtp-node.ts";

const MESSAGES = 200;
const WARM_UP = 20;

/** A subscriber that says, for each message that it gets, when. */
class Subscriber {
  readonly #stop = new AbortController();
  #arrived = Promise.withResolvers<number>();

  constructor(grpcUrl: string, groupId: Uint8Array) {
    void this.#read(grpcUrl, groupId).catch(() => {});
  }

  async #read(grpcUrl: string, groupId: Uint8Array): Promise<void> {
    const stream = connectTo(grpcUrl).subscribeGroupMessages(
      { filters: [{ groupId, idCursor: 0n }] },
      { signal: this.#stop.signal },
    );
    for await (const _ of stream) {
      const { resolve } = this.#arrived;
      this.#arrived = Promise.withResolvers();
      resolve(performance.now());
    }
  }

  next(): Promise<number> {
    return this.#arrived.promise;
  }

  end(): void {
    this.#stop.abort();
  }
}

/** Publish → delivered, in milliseconds, of each message at each of `count` subscribers. */
async function measureDelivery(grpcUrl: string, count: number): Promise<number[]> {
  const groupId = randomBytes(16);
  const node = connectTo(grpcUrl);
  const subscribers = Array.from({ length: count }, () => new Subscriber(grpcUrl, groupId));
  const samples: number[] = [];
  for (let turn = 0; turn < WARM_UP + MESSAGES; turn += 1) {
    const arrivals = subscribers.map((subscriber) => subscriber.next());
    const publishedAt = performance.now();
    await publish(node, frameMessage(groupId));
    const delays = (await Promise.all(arrivals)).map((at) => at - publishedAt);
    if (turn >= WARM_UP) samples.push(...delays);
  }
  for (const subscriber of subscribers) subscriber.end();
  return samples;
}

async function measureEcho(): Promise<number[]> {
  const echo = await startEcho();
  const samples: number[] = [];
  for (let turn = 0; turn < WARM_UP + MESSAGES; turn += 1) {
    const startedAt = performance.now();
    await echo.roundTrip();
    if (turn >= WARM_UP) samples.push(performance.now() - startedAt);
  }
  await echo.close();
  return samples;
}

/** Publish → delivered; the floor is a plain HTTP echo of the same size. */
export const nodeDeliver = scenario({
  rows: [
    { name: "node.deliver.1.p50", unit: "ms", better: "less" },
    { name: "node.deliver.1.p95", unit: "ms", better: "less" },
    { name: "node.deliver.20.p50", unit: "ms", goal: 5, better: "less" },
    { name: "node.deliver.20.p95", unit: "ms", better: "less" },
    { name: "node.deliver.100.p50", unit: "ms", better: "less" },
    { name: "node.deliver.100.p95", unit: "ms", better: "less" },
  ],
  async run(log) {
    const { urls, stop } = await startXmtpNode();
    const echo = await measureEcho();
    const both = async (count: number): Promise<[Finding, Finding]> => {
      log(`publishing ${MESSAGES} messages to ${count} subscriber${count === 1 ? "" : "s"}`);
      const delays = await measureDelivery(urls.grpc, count);
      const at = (share: number): Finding => ({
        value: percentile(delays, share),
        floor: percentile(echo, share),
      });
      return [at(0.5), at(0.95)];
    };
    const one = await both(1);
    const twenty = await both(20);
    const hundred = await both(100);
    await stop();
    return {
      "node.deliver.1.p50": one[0],
      "node.deliver.1.p95": one[1],
      "node.deliver.20.p50": twenty[0],
      "node.deliver.20.p95": twenty[1],
      "node.deliver.100.p50": hundred[0],
      "node.deliver.100.p95": hundred[1],
    };
  },
});
