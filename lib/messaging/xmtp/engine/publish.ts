import { type Client, type Conversation, DeliveryStatus, type Message } from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";
import type { MessageId } from "../../core/records.ts";
import { completeDm } from "./complete-dm.ts";
import { isOpaquePublishError, isWaitInVain } from "./engine-error.ts";
import type { Threads } from "./threads.ts";

/**
 * Publishes prepared messages, each once.
 *
 * The engine queues an intent for every call of `publishStoredMessage` and keeps it when the
 * network fails, so calling it again for the same message would send two envelopes. A message
 * that was tried before (or came from an earlier session, where nobody knows) therefore first
 * lets the queue run out; only when it is still unpublished then is it queued again.
 */
export class Publisher {
  readonly #client: Client;
  readonly #threads: Threads;
  /** Resolves when the network answers at all. */
  readonly #probe: () => Promise<void>;
  readonly #neverTried = new Set<MessageId>();
  /** DMs that have both sides; nobody leaves one, and listing members at each send is costly. */
  readonly #completeDms = new Set<string>();
  readonly #underWay = new Map<MessageId, Promise<Message>>();

  constructor(client: Client, threads: Threads, probe: () => Promise<void>) {
    this.#client = client;
    this.#threads = threads;
    this.#probe = probe;
  }

  /** This message was stored just now: no queue can hold it yet. */
  noteFresh(messageId: MessageId): void {
    this.#neverTried.add(messageId);
  }

  /** A call that nobody waits for any more still runs; the next one joins it. */
  publish(messageId: MessageId): Promise<Message> {
    const running = this.#underWay.get(messageId);
    if (running) return running;
    const publishing = this.#publishOnce(messageId).finally(() => {
      this.#underWay.delete(messageId);
    });
    this.#underWay.set(messageId, publishing);
    return publishing;
  }

  async #publishOnce(messageId: MessageId): Promise<Message> {
    const stored = this.#find(messageId);
    if (stored.deliveryStatus === DeliveryStatus.Published) return stored;
    const group = await this.#threads.findGroup(stored.convoId);
    await this.#completeOnce(group);
    if (!this.#neverTried.delete(messageId)) {
      await this.#drainQueue(group);
      const drained = this.#find(messageId);
      if (drained.deliveryStatus === DeliveryStatus.Published) return drained;
    }
    await this.#queueAndPublish(group, messageId);
    return this.#mustBePublished(messageId);
  }

  async #completeOnce(group: Conversation): Promise<void> {
    if (this.#completeDms.has(group.id())) return;
    await completeDm(group);
    this.#completeDms.add(group.id());
  }

  /**
   * Lets the queue run out. An envelope whose sending was cut short by the end of the page counts
   * as published for the engine, which then waits for it in vain, and fails: once everything that
   * the network has is here, it is known not to be there.
   */
  async #drainQueue(group: Conversation): Promise<void> {
    try {
      await group.publishMessages();
    } catch (error) {
      if (!isWaitInVain(error)) throw error;
      await this.#probe();
      await group.sync();
    }
  }

  async #queueAndPublish(group: Conversation, messageId: MessageId): Promise<void> {
    try {
      await group.publishStoredMessage(messageId);
    } catch (error) {
      if (!isOpaquePublishError(error)) throw error;
      await this.#probe();
      // The node answers: it was away for a moment, or it refuses this message. Once more tells.
      await this.#publishAgain(group, messageId).catch((again: unknown) => {
        throw new ParleyError("xmtp.refused", "The network took no envelope", { cause: again });
      });
    }
  }

  /** What was queued is still there, unless the engine gave it up: queued twice it is sent twice. */
  async #publishAgain(group: Conversation, messageId: MessageId): Promise<void> {
    await this.#drainQueue(group);
    if (this.#find(messageId).deliveryStatus === DeliveryStatus.Published) return;
    await group.publishStoredMessage(messageId);
  }

  #mustBePublished(messageId: MessageId): Message {
    const message = this.#find(messageId);
    if (message.deliveryStatus === DeliveryStatus.Published) return message;
    throw new ParleyError("xmtp.refused", "The engine gave the message up");
  }

  #find(messageId: MessageId): Message {
    return this.#client.conversations().findMessageById(messageId);
  }
}
