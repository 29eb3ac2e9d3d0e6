import { Worker } from "node:worker_threads";
import { ParleyError } from "@/lib/errors/base.ts";
import { toEngineError } from "../engine/engine-error.ts";
import type { XmtpNetwork } from "../engine/network.ts";
import type { InboxQuestion, InboxReply, InboxThreadReady } from "./inbox-protocol.ts";

type QuestionBody = InboxQuestion extends infer Q
  ? Q extends unknown
    ? Omit<Q, "id">
    : never
  : never;

type Pending = { resolve: (value: unknown) => void; reject: (error: ParleyError) => void };

/** A thread with libxmtp in it, and what it was asked. Once it is over, another one is started. */
export class InboxThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #ready = Promise.withResolvers<void>();
  #nextId = 1;
  #end: ParleyError | undefined;

  constructor(network: XmtpNetwork) {
    this.#worker = new Worker(new URL("./inbox.worker.ts", import.meta.url), {
      workerData: { network },
    });
    // The server may end while nobody asks anything.
    this.#worker.unref();
    this.#worker.on("message", (said: InboxReply | InboxThreadReady) => {
      if (said.kind === "ready") this.#ready.resolve();
      else this.#receive(said);
    });
    // Who asks hears of it too.
    this.#ready.promise.catch(() => undefined);
    this.#worker.on("error", (error) => this.end(toEngineError(error, "xmtp.engine-died")));
    this.#worker.on("exit", () => this.end(new ParleyError("xmtp.engine-died", "It ended")));
  }

  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** Resolves when the engine is compiled; what is asked before waits for it. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  ask<T>(question: QuestionBody): Promise<T> {
    if (this.#end) return Promise.reject(this.#end);
    const id = this.#nextId++;
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage({ ...question, id } satisfies InboxQuestion);
    });
  }

  /** Whoever waits hears `error`. */
  end(error: ParleyError): void {
    if (this.#end) return;
    this.#end = error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#ready.reject(error);
    void this.#worker.terminate();
  }

  #receive(reply: InboxReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.kind === "result") {
      pending?.resolve(reply.value);
    } else if (reply.isPanic) {
      const error = new ParleyError("xmtp.engine-died", reply.message);
      pending?.reject(error);
      this.end(error);
    } else {
      pending?.reject(toEngineError(new Error(reply.message)));
    }
  }
}
