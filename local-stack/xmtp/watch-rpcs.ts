import { asRefusal } from "./wire/refusals.ts";
import type { RpcCall, RpcLayer } from "./wire/rpc-layers.ts";
import { subjectsOf } from "./wire/rpc-subjects.ts";

/** Something that happened to an RPC of the node. */
export type RpcEvent = {
  rpc: string;
  /** A stream has `began`, and `ended` when nothing more comes; other RPCs have `began` and were answered. */
  phase: "began" | "answered" | "refused" | "ended";
  /** Group ids, installation keys and inbox ids in hex that it is about. */
  subjects: readonly string[];
  /** What the app calls itself: the header `x-app-version`. */
  app: string | undefined;
  /** gRPC's number, where it was refused or a stream ended with one. */
  code?: number;
};

/** Tells those who listen what happens; there is no layer while nobody does. */
export class RpcWatch {
  readonly #layers: RpcLayer[];
  readonly #listeners = new Set<(event: RpcEvent) => void>();
  readonly #layer: RpcLayer;
  readonly #onFailure: (error: unknown) => void;

  /**
   * Puts its layer outermost into `layers`, so that it sees what clients see. What a listener throws is
   * told to `onFailure`, and changes nothing for the RPC.
   */
  constructor(layers: RpcLayer[], onFailure: (error: unknown) => void) {
    this.#layers = layers;
    this.#onFailure = onFailure;
    this.#layer = {
      unary: (call, next) => this.#unary(call, next),
      stream: (call, next) => this.#stream(call, next),
    };
  }

  /** Gives the way to listen no more. */
  listen(listener: (event: RpcEvent) => void): () => void {
    if (this.#listeners.size === 0) this.#layers.unshift(this.#layer);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      const at = this.#layers.indexOf(this.#layer);
      if (this.#listeners.size === 0 && at >= 0) this.#layers.splice(at, 1);
    };
  }

  async #unary(call: RpcCall, next: () => Promise<object>): Promise<object> {
    const tell = this.#teller(call);
    tell("began");
    try {
      const answer = await next();
      tell("answered");
      return answer;
    } catch (error) {
      tell("refused", error);
      throw error;
    }
  }

  async *#stream(call: RpcCall, next: () => AsyncIterable<object>): AsyncGenerator<object> {
    const tell = this.#teller(call);
    tell("began");
    let failure: unknown;
    try {
      yield* next();
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      tell("ended", failure);
    }
  }

  #teller(call: RpcCall) {
    const subjects = subjectsOf(call.request);
    const app = call.header("x-app-version");
    return (phase: RpcEvent["phase"], error?: unknown) => {
      const code = error === undefined ? undefined : asRefusal(error)?.code;
      const event = { rpc: call.method.name, phase, subjects, app, ...(code && { code }) };
      for (const listener of [...this.#listeners]) this.#tell(listener, event);
    };
  }

  #tell(listener: (event: RpcEvent) => void, event: RpcEvent): void {
    try {
      listener(event);
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
