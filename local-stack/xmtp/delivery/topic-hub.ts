import type { QueueLimits } from "../../options.ts";
import { type Delivery, LiveQueue } from "./live-queue.ts";

/** A subscription's hold on the hub; `release` it exactly when its stream ends. */
export type HubSubscription<Message> = { queue: LiveQueue<Message>; release: () => void };

/** Topic bytes as a map key. */
export function topicKey(topic: Uint8Array): string {
  return Buffer.from(topic.buffer, topic.byteOffset, topic.byteLength).toString("latin1");
}

/** Hands each stored message to the subscribers of its topic, at once and in the order stored. */
export class TopicHub<Message> {
  readonly #limits: QueueLimits;
  readonly #byTopic = new Map<string, Set<LiveQueue<Message>>>();
  readonly #all = new Set<LiveQueue<Message>>();
  readonly #byOwner = new WeakMap<object, LiveQueue<Message>>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get subscriptions(): number {
    return this.#all.size;
  }

  /** How many messages the subscription of `owner` is behind; 0 when there is none. */
  behind(owner: object): number {
    return this.#byOwner.get(owner)?.behind ?? 0;
  }

  /** The same of all subscriptions together. */
  get backlog(): number {
    let messages = 0;
    for (const queue of this.#all) messages += queue.behind;
    return messages;
  }

  /** `owner` is whom {@link behind} is asked for. */
  subscribe(topics: Iterable<string>, owner?: object): HubSubscription<Message> {
    const queue = new LiveQueue<Message>(this.#limits);
    const own = [...topics];
    this.#all.add(queue);
    if (owner) this.#byOwner.set(owner, queue);
    for (const topic of own) {
      const queues = this.#byTopic.get(topic);
      if (queues) queues.add(queue);
      else this.#byTopic.set(topic, new Set([queue]));
    }
    return { queue, release: () => this.#release(queue, own) };
  }

  publish(delivery: Delivery<Message>): void {
    const queues = this.#byTopic.get(delivery.topic);
    if (queues) for (const queue of queues) queue.push(delivery);
  }

  /** Ends every subscription with the reason. */
  endAll(reason: Error): void {
    for (const queue of this.#all) queue.fail(reason);
  }

  #release(queue: LiveQueue<Message>, topics: readonly string[]): void {
    this.#all.delete(queue);
    for (const topic of topics) {
      const queues = this.#byTopic.get(topic);
      queues?.delete(queue);
      if (queues?.size === 0) this.#byTopic.delete(topic);
    }
  }
}
