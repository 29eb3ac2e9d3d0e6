import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { IndexChange, IndexCount, IndexProgress, MessageIndex } from "../ports.ts";
import { compareWithStore } from "./compare-with-store.ts";
import { type ReadingParts, readNewest, readThread } from "./read-into-index.ts";

/** Between pages while nobody waits: the engine and the page have other things to do. */
const PAUSE_MS = 40;
/** What changed is kept after this. */
const SAVE_AFTER_MS = 10_000;
/** A long reading is kept on the way: a tab may be closed before its end. */
const SAVE_EVERY = 20_000;
/** Whatever nobody told of is gone from the index after this. */
const COMPARE_AFTER_MS = 24 * 60 * 60_000;
/** A timer that is further off is set again then: browsers count milliseconds in 31 bits. */
const LONGEST_TIMER_MS = 24 * 60 * 60_000;

export type KeepingState =
  /** Of about `total` messages `done` were looked at. */
  { kind: "reading"; done: number; total: number } | { kind: "ready" };

export type KeeperParts = {
  index: MessageIndex;
  client: XmtpClient;
  host: Pick<MessagingHost, "nowMs" | "at">;
  /** Whether this tab keeps the index on the device: the one that leads does. */
  saves: boolean;
  /** All threads to be found in, those used last first. */
  threads: () => readonly ThreadKey[];
  tell: (state: KeepingState) => void;
  /** What can be found is another now; urgent when something is not to be seen any more. */
  changed: (isUrgent?: boolean) => void;
  failed: (error: ParleyError) => void;
};

/**
 * Keeps an index at what the store has: reads what is missing, page by page, then what comes. It
 * takes its time unless somebody waits.
 */
export class IndexKeeper {
  readonly #parts: KeeperParts;
  readonly #moved = new Set<ThreadKey>();
  readonly #readUntilMs: Record<ThreadKey, number>;
  #comparedAtMs: number | undefined;
  #count = 0;
  #isHurried = false;
  #isStopped = false;
  #isToBeReread = false;
  #wake: () => void = () => undefined;
  #saving: Promise<void> = Promise.resolve();
  #stopWaitingToSave: Unsubscribe | undefined;
  #countAtSave = 0;
  #stopWaitingForOver: Unsubscribe | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#readUntilMs = { ...parts.index.progress.readUntilMs };
    this.#comparedAtMs = parts.index.progress.comparedAtMs;
  }

  start(): void {
    this.#run().catch((error: unknown) => {
      if (!this.#isStopped) this.#parts.failed(toParleyError(error));
    });
  }

  /** Somebody waits for it: no pauses any more. */
  hurry(): void {
    this.#isHurried = true;
    this.#wake();
  }

  /** Something was said in these threads, or they are new. */
  moved(threads: Iterable<ThreadKey>): void {
    for (const thread of threads) this.#moved.add(thread);
    this.#wake();
  }

  /** The store may have messages of any time that it did not have. */
  restored(): void {
    this.#isToBeReread = true;
    this.#wake();
  }

  forget(messageIds: readonly MessageId[]): Promise<void> {
    return this.#take({ remove: messageIds });
  }

  /** Keeps what there is, as far as there is time for it. */
  saveNow(): Promise<void> {
    if (!this.#stopWaitingToSave) return this.#saving;
    return this.#save();
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopWaitingForOver?.();
    this.#stopWaitingToSave?.();
    this.#wake();
  }

  async #run(): Promise<void> {
    await this.#readAll();
    await this.#compareIfDue();
    while (!this.#isStopped) {
      const [thread] = this.#moved;
      if (this.#isToBeReread) await this.#readAll();
      else if (thread === undefined) await this.#nextMove();
      else await this.#readMoved(thread);
    }
  }

  async #readAll(): Promise<void> {
    this.#isToBeReread = false;
    await this.#takeOver();
    this.#countAtSave = this.#count;
    const total = await this.#expected();
    let done = 0;
    this.#parts.tell({ kind: "reading", done, total });
    for (const thread of this.#parts.threads()) {
      await this.#orPassOver(
        this.#readSince(thread, (read) => {
          done = Math.min(total, done + read);
          this.#parts.tell({ kind: "reading", done, total });
        }),
      );
    }
    this.#parts.tell({ kind: "ready" });
    this.#parts.changed();
    this.#saveLater();
  }

  /** What a thread was left at, by a clock that has not been turned back since. */
  async #readSince(
    thread: ThreadKey,
    onRead: (read: number) => void = () => undefined,
  ): Promise<void> {
    const startedMs = this.#parts.host.nowMs();
    const leftAtMs = this.#readUntilMs[thread];
    const isTrusted = leftAtMs !== undefined && leftAtMs <= startedMs;
    await readThread(thread, isTrusted ? leftAtMs : undefined, this.#reading(onRead));
    this.#readUntilMs[thread] = startedMs;
  }

  async #readMoved(thread: ThreadKey): Promise<void> {
    this.#moved.delete(thread);
    const isKnown = this.#readUntilMs[thread] !== undefined;
    await this.#orPassOver(
      isKnown ? readNewest(thread, this.#count, this.#reading()) : this.#readSince(thread),
    );
  }

  #reading(onRead: (read: number) => void = () => undefined): ReadingParts {
    return {
      index: this.#parts.index,
      client: this.#parts.client,
      afterPage: async ({ read, ...counted }) => {
        if (this.#isStopped) throw new ParleyError("search.failed", "Nobody keeps this any more");
        onRead(read);
        this.#note(counted);
        if (this.#count - this.#countAtSave >= SAVE_EVERY) await this.#save();
        await this.#pause();
      },
    };
  }

  /** Takes out of the index what is not to be found any more. */
  async #take(change: IndexChange): Promise<void> {
    this.#note(await this.#parts.index.change(change), true);
  }

  #takeOver(): Promise<void> {
    return this.#take({ nowMs: this.#parts.host.nowMs() });
  }

  /** What the index has now, and when something in it disappears next. */
  #note({ count, nextOverMs }: IndexCount, isUrgent = false): void {
    const { host, changed } = this.#parts;
    if (this.#isStopped) return;
    if (count !== this.#count) {
      this.#count = count;
      changed(isUrgent);
      this.#saveLater();
    }
    this.#stopWaitingForOver?.();
    if (nextOverMs === undefined) return;
    const atMs = Math.min(nextOverMs, host.nowMs() + LONGEST_TIMER_MS);
    this.#stopWaitingForOver = host.at(atMs, () => void this.#takeOver().catch(() => undefined));
  }

  /** A thread that can't be read now is read another time; only the index itself has to work. */
  async #orPassOver(reading: Promise<void>): Promise<void> {
    try {
      await reading;
    } catch (error) {
      if (toParleyError(error).code === "search.failed") throw error;
    }
  }

  /** About how many messages are to be looked at; nothing to speak of once an index was kept. */
  async #expected(): Promise<number> {
    if (this.#count > 0) return 0;
    return (await this.#parts.client.countStored()).messages;
  }

  async #compareIfDue(): Promise<void> {
    const { host, index, client, saves } = this.#parts;
    const nowMs = host.nowMs();
    const isDue = this.#comparedAtMs === undefined || nowMs - this.#comparedAtMs > COMPARE_AFTER_MS;
    if (!saves || !isDue || this.#isStopped) return;
    const gone = await compareWithStore({ index, client, pause: () => this.#pause() });
    if (gone > 0) this.#parts.changed(true);
    this.#comparedAtMs = nowMs;
    this.#saveLater();
  }

  #pause(): Promise<void> {
    if (this.#isHurried || this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const { host } = this.#parts;
      const stop = host.at(host.nowMs() + PAUSE_MS, resolve);
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }

  #nextMove(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #saveLater(): void {
    const { host, saves } = this.#parts;
    if (!saves || this.#isStopped) return;
    this.#stopWaitingToSave ??= host.at(host.nowMs() + SAVE_AFTER_MS, () => void this.#save());
  }

  #save(): Promise<void> {
    const { index, saves } = this.#parts;
    this.#stopWaitingToSave?.();
    this.#stopWaitingToSave = undefined;
    if (!saves) return Promise.resolve();
    this.#countAtSave = this.#count;
    const comparedAtMs = this.#comparedAtMs;
    const progress: IndexProgress = {
      readUntilMs: { ...this.#readUntilMs },
      ...(comparedAtMs !== undefined && { comparedAtMs }),
    };
    // A full disk costs the next start some seconds; what can be found now stays.
    this.#saving = this.#saving.then(() => index.save(progress)).catch(() => undefined);
    return this.#saving;
  }
}
