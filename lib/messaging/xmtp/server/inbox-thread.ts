import { Worker } from "node:worker_threads";
import { ParleyError } from "@/lib/errors/base.ts";
import { toEngineError } from "../engine/engine-error.ts";
import type { XmtpNetwork } from "../engine/network.ts";
import type { InboxQuestion, InboxReply } from "./inbox-protocol.ts";

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
  #nextId = 1;
  #end: ParleyError | undefined;

  constructor(network: XmtpNetwork) {
    this.#worker = new Worker(new URL("./inbox.worker.ts", import.meta.url), {
      workerData: { network },
    });
    // The server may end while nobody asks anything.
    this.#worker.unref();
    this.#worker.on("message", (reply: InboxReply) => this.#receive(reply));
    this.#worker.on("error", (error) => this.end(toEngineError(error, "xmtp.engine-died")));
    this.#worker.on("exit", () => this.end(new ParleyError("xmtp.engine-died", "It ended")));
  }

  get isOver(): boolean {
    return this.#end !== undefined;
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
