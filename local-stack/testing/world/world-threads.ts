import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { LocalStackError } from "../../errors.ts";
import type { FromThread, Results, Task, ToThread } from "./world-tasks.ts";

/** While one waits for the network, another one computes. */
const TASKS_AT_ONCE = 4;

type Pending = { resolve: (result: never) => void; reject: (reason: Error) => void };

// Compiled to JavaScript, the script lies beside this file under the same extension.
const SCRIPT = new URL(`./world-worker${extname(import.meta.url)}`, import.meta.url);

/** Something of a world could not be done; the message says what libxmtp or the node said. */
export class WorldBrokeOffError extends LocalStackError {
  override readonly name = "WorldBrokeOffError";

  constructor(reason: string) {
    super(`The world could not be finished: ${reason.replace(/\.$/, "")}.`);
  }
}

/** One thread with some of a world's people. It does some tasks at a time, the others in their order. */
export class WorldThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #waiting: ToThread[] = [];
  #underWay = 0;
  #failure: Error | undefined;
  #lastId = 0;

  constructor(url: string) {
    this.#worker = new Worker(SCRIPT, { name: "world", workerData: { url } });
    this.#worker.on("message", (answer: FromThread) => this.#onAnswer(answer));
    this.#worker.on("error", (error: Error) => this.#fail(new WorldBrokeOffError(error.message)));
  }

  /** Rejects with the reason of who did it, or when the thread ends. */
  do<Kind extends Task["kind"]>(task: Extract<Task, { kind: Kind }>): Promise<Results[Kind]> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = ++this.#lastId;
    return new Promise<Results[Kind]>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#waiting.push({ id, task });
      this.#begin();
    });
  }

  #begin(): void {
    while (this.#underWay < TASKS_AT_ONCE) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#underWay++;
      this.#worker.postMessage(next);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
    this.#fail(new Error("The world was closed."));
  }

  #onAnswer(answer: FromThread): void {
    if (answer.kind === "ready") return;
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    this.#underWay--;
    this.#begin();
    if (answer.kind === "done") pending?.resolve(answer.result as never);
    else pending?.reject(new WorldBrokeOffError(answer.reason));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
  }
}
