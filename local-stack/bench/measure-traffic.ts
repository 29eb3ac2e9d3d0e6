import { randomBytes } from "node:crypto";
import { frameMessage } from "./mls-message.ts";
import { RawClient } from "./raw-client.ts";

const IN_FLIGHT = 64;
const WARM_UP = 20;

/** How many times a second `task` completes, `count` times, with 64 of them under way. */
export async function perSecond(count: number, task: () => Promise<void>): Promise<number> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await task();
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return count / ((performance.now() - startedAt) / 1000);
}

/** Messages of 512 bytes that the node acknowledges a second. */
export async function measureAccepted(grpcUrl: string, messages: number): Promise<number> {
  const client = new RawClient(grpcUrl);
  const groupId = randomBytes(16);
  const publish = () => client.publish(frameMessage(groupId));
  await perSecond(messages / 10, publish);
  const rate = await perSecond(messages, publish);
  client.close();
  return rate;
}

/**
 * Publish → delivered, in milliseconds, of each of `messages` at each of `subscribers`, one message
 * after the other. All of them are in this process, whose time to read is in it.
 */
export async function measureDelivery(
  grpcUrl: string,
  subscribers: number,
  messages: number,
): Promise<number[]> {
  const client = new RawClient(grpcUrl);
  const groupId = randomBytes(16);
  let delays: number[] = [];
  let publishedAt = 0;
  let onAll = () => {};
  const onMessage = () => {
    delays.push(performance.now() - publishedAt);
    if (delays.length === subscribers) onAll();
  };
  await Promise.all(
    Array.from({ length: subscribers }, () => client.subscribe(groupId, onMessage)),
  );
  const samples: number[] = [];
  for (let turn = 0; turn < WARM_UP + messages; turn += 1) {
    const all = new Promise<void>((resolve) => {
      onAll = resolve;
    });
    delays = [];
    const message = frameMessage(groupId);
    publishedAt = performance.now();
    await Promise.all([client.publish(message), all]);
    if (turn >= WARM_UP) samples.push(...delays);
  }
  client.close();
  return samples;
}
