import { create, type DescMessage, type Message } from "@bufbuild/protobuf";
import { codeToString } from "@connectrpc/connect/protocol-connect";
import { frameMessage, HEADER_BYTES, sizeAsItCame } from "../xmtp/wire/binary-grpc.ts";
import { asRefusal } from "../xmtp/wire/refusals.ts";
import type { RpcCall, RpcLayer } from "../xmtp/wire/rpc-layers.ts";
import { type Described, describeMessage } from "./core/describe-rpc.ts";
import { plain } from "./core/plain.ts";
import { Ring } from "./core/ring.ts";
import type { Envelope, SeenCall, Subscription } from "./core/seen-call.ts";
import { weightOf } from "./core/weight.ts";
import { RpcMetrics } from "./metrics/rpc-metrics.ts";

/** How much is remembered of what happened: the older goes. */
const MEMORY = { maxCount: 2_000, maxBytes: 8 * 1024 * 1024 };
/** A call that is larger is looked into at once, so that its bytes need not be kept for later. */
const MAX_KEPT_RAW_BYTES = 16 * 1024;
/** Of what a stream delivered, the last few are shown. */
const LAST_DELIVERED = 5;

type OpenStream = { event: SeenCall; call: RpcCall; last: Envelope[] };

/** What was not looked into yet, since nobody has asked; nothing of the connection is held. */
type Raw = Pick<RpcCall, "method" | "request"> & { answer?: Message };

type Recorded = { id: number; event: SeenCall; raw?: Raw };

const NONE = { shown: [], total: 0 };

export type RecorderListener = {
  /** A call ended, or a stream opened or ended. */
  onEvent(event: SeenCall): void;
  onClear(): void;
};

/**
 * Remembers the last RPCs and the streams that are open, and counts them. Its layer belongs around
 * all others, so that what they delay or refuse is seen as the client sees it.
 */
export class RpcRecorder {
  readonly metrics = new RpcMetrics();
  readonly layer: RpcLayer;
  readonly #ring = new Ring<Recorded>(MEMORY);
  readonly #open = new Map<number, OpenStream>();
  readonly #listeners = new Set<RecorderListener>();
  readonly #behind: (signal: AbortSignal) => number;
  readonly #described = new WeakMap<object, Described>();
  #lastId = 0;

  /** `behind` says how many messages wait for the reader of a stream. */
  constructor(behind: (signal: AbortSignal) => number = () => 0) {
    this.#behind = behind;
    this.layer = {
      unary: (call, next) => this.#unary(call, next),
      stream: (call, next) => this.#stream(call, next),
    };
  }

  /** The last events, oldest first. */
  events(): SeenCall[] {
    return this.#ring.all().map((recorded) => {
      if (recorded.raw) {
        lookInto(recorded);
        this.#ring.put(recorded, weightOf(recorded.event));
      }
      return recorded.event;
    });
  }

  subscriptions(): Subscription[] {
    return [...this.#open.values()].map(({ event, call }) => ({
      id: event.id,
      rpc: event.rpc,
      transport: event.transport,
      sinceMs: event.beganMs,
      topics: event.topics,
      delivered: event.delivered ?? 0,
      behind: this.#behind(call.signal),
    }));
  }

  clear(): void {
    this.#ring.clear();
    for (const listener of this.#listeners) listener.onClear();
  }

  /** Tells what happens from now on; the answer ends that. */
  listen(listener: RecorderListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #unary(call: RpcCall, next: () => Promise<object>): Promise<object> {
    const event = this.#begin(call);
    const startedAt = performance.now();
    const end = (code: string, answer?: Message) => {
      event.latencyMs = performance.now() - startedAt;
      event.code = code;
      this.metrics.answered(event.rpc, code, event.latencyMs / 1000);
      const { method, request } = call;
      this.#keep({ id: event.id, event, raw: { method, request, ...(answer && { answer }) } });
    };
    let answer: Message;
    try {
      answer = asMessage(call.method.output, await next());
      event.responseBytes = sizeOf(call.method.output, answer);
    } catch (error) {
      end(this.#refuse(event, error));
      throw error;
    }
    end("ok", answer);
    return answer;
  }

  async *#stream(call: RpcCall, next: () => AsyncIterable<object>): AsyncGenerator<object> {
    const event = this.#begin(call);
    const stream: OpenStream = { event, call, last: [] };
    lookInto({ id: event.id, event, raw: { method: call.method, request: call.request } });
    const startedAt = performance.now();
    event.delivered = 0;
    this.#open.set(event.id, stream);
    this.metrics.streamOpened(event.rpc);
    this.#keep({ id: event.id, event: { ...event } });
    // A reader that goes away ends this generator without an error.
    let code = "canceled";
    try {
      for await (const message of next()) {
        const made = asMessage(call.method.output, message);
        this.#deliver(stream, made);
        yield made;
      }
      code = "ok";
    } catch (error) {
      code = this.#refuse(event, error);
      throw error;
    } finally {
      this.#open.delete(event.id);
      event.latencyMs = performance.now() - startedAt;
      event.code = code;
      event.received = { shown: stream.last, total: event.delivered };
      this.metrics.streamEnded(event.rpc, code);
      this.#keep({ id: event.id, event });
    }
  }

  #begin({ method, request, transport }: RpcCall): SeenCall {
    return {
      id: ++this.#lastId,
      rpc: method.name,
      service: method.parent.typeName,
      transport,
      beganMs: Date.now(),
      latencyMs: null,
      code: "open",
      requestBytes: sizeAsItCame(request as Message) ?? 0,
      responseBytes: 0,
      topics: NONE,
      sent: NONE,
      received: NONE,
    };
  }

  #deliver({ event, call, last }: OpenStream, message: Message): void {
    event.delivered = (event.delivered ?? 0) + 1;
    event.responseBytes += sizeOf(call.method.output, message);
    this.metrics.delivered(event.rpc);
    // The same message goes to many streams and is looked into once.
    let described = this.#described.get(message);
    if (!described) {
      described = describeMessage(call.method.output.typeName, message);
      this.#described.set(message, described);
    }
    last.push(...described.envelopes.shown);
    if (last.length > LAST_DELIVERED) last.shift();
  }

  #refuse(event: SeenCall, error: unknown): string {
    const refusal = asRefusal(error);
    event.reason = plain(refusal?.rawMessage ?? "internal error");
    return refusal ? codeToString(refusal.code) : "internal";
  }

  #keep(recorded: Recorded): void {
    const { event } = recorded;
    const bytes = event.requestBytes + event.responseBytes;
    if (this.#listeners.size > 0 || bytes > MAX_KEPT_RAW_BYTES) lookInto(recorded);
    this.#ring.put(recorded, weightOf(event) + (recorded.raw ? bytes : 0));
    for (const listener of this.#listeners) listener.onEvent(event);
  }
}

/** Decodes what is in the clear, and lets go of the bytes. */
function lookInto(recorded: Recorded): void {
  const { event, raw } = recorded;
  if (!raw) return;
  delete recorded.raw;
  const { method, request, answer } = raw;
  const asked = describeMessage(method.input.typeName, request);
  event.topics = asked.topics;
  event.sent = asked.envelopes;
  if (answer) event.received = describeMessage(method.output.typeName, answer).envelopes;
}

/** What a service answers with, made whole; a message stays the object that it is. */
function asMessage(schema: DescMessage, answer: object): Message {
  return create(schema, answer as Record<string, unknown>);
}

/** The frame is made once, here or where it is sent. */
function sizeOf(schema: DescMessage, message: Message): number {
  return frameMessage(schema, message).length - HEADER_BYTES;
}
