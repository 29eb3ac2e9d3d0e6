import { ParleyError } from "@/lib/errors/base.ts";
import { packError, unpackError } from "@/lib/errors/wire.ts";
import type { WorkerEvent, WorkerNews, WorkerReply, WorkerRequest } from "./protocol.ts";

type Pending = {
  resolve: (value: unknown) => void;
  reject: (error: ParleyError) => void;
};

type RequestBody = WorkerRequest extends infer R
  ? R extends unknown
    ? Omit<R, "id">
    : never
  : never;

/** Resolves when the worker that holds the lock is gone. */
type LifeEnd = (lockName: string, signal: AbortSignal) => Promise<void>;

/** The page's end of the worker: requests matched with answers, events with their listeners. */
export class WorkerLink {
  /** Resolves when the worker is gone or its engine broken, though nobody closed the link. */
  readonly died: Promise<ParleyError>;
  readonly #worker: Worker;
  readonly #lifeEnd: LifeEnd;
  readonly #closing = new AbortController();
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<number, (event: WorkerEvent) => void>();
  readonly #tellDied: (error: ParleyError) => void;
  #nextId = 1;
  #hasSpoken = false;
  #failure: ParleyError | undefined;

  constructor(worker: Worker, lifeEnd: LifeEnd) {
    const { promise, resolve } = Promise.withResolvers<ParleyError>();
    this.died = promise;
    this.#tellDied = resolve;
    this.#worker = worker;
    this.#lifeEnd = lifeEnd;
    worker.addEventListener("message", ({ data }: MessageEvent<WorkerReply | WorkerNews>) =>
      this.#receive(data),
    );
    worker.addEventListener("error", ({ message }) => this.#die(message));
  }

  /**
   * Sends a request and gives its answer. `onEvent` hears what happens meanwhile, and until
   * `forget` for a request that goes on (a stream).
   */
  request<T>(body: RequestBody, onEvent?: (event: WorkerEvent) => void): Answer<T> {
    const id = this.#nextId++;
    if (this.#failure) return { id, value: Promise.reject(this.#failure) };
    if (onEvent) this.#listeners.set(id, onEvent);
    const value = new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
    this.#worker.postMessage({ ...body, id } satisfies WorkerRequest);
    return { id, value };
  }

  forget(id: number): void {
    this.#listeners.delete(id);
  }

  /** Ends the worker and, with it, every file handle of the store. */
  close(): void {
    this.#listeners.clear();
    this.#end(new ParleyError("tab.elsewhere", "The client was closed"));
  }

  #receive(said: WorkerReply | WorkerNews): void {
    this.#hasSpoken = true;
    switch (said.kind) {
      case "event":
        this.#listeners.get(said.id)?.(said.event);
        break;
      case "result":
        this.#settle(said.id)?.resolve(said.value);
        break;
      case "error":
        this.#settle(said.id)?.reject(unpackError(said.error));
        break;
      case "alive":
        this.#watch(said.lockName);
        break;
      case "panicked":
        this.#die(said.message);
        break;
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #watch(lockName: string): void {
    this.#lifeEnd(lockName, this.#closing.signal).then(
      () => this.#die("The worker was ended"),
      () => undefined,
    );
  }

  /** A worker that never said a word could not be loaded: another one would not be either. */
  #die(message: string): void {
    if (this.#failure) return;
    const error = new ParleyError(
      this.#hasSpoken ? "xmtp.engine-died" : "xmtp.engine",
      message || "The worker did not start",
    );
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    this.#end(error);
    this.#tellDied(error);
    for (const onEvent of listeners) onEvent({ kind: "end", error: packError(error) });
  }

  /** Also of a worker that is broken: it would hold the store's files against the next one. */
  #end(error: ParleyError): void {
    this.#failure ??= error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#closing.abort();
    this.#worker.terminate();
  }
}

export type Answer<T> = { id: number; value: Promise<T> };
