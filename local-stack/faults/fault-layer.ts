import { Code, ConnectError } from "@connectrpc/connect";
import type { QueueLimits } from "../options.ts";
import { SlowReaderError } from "../xmtp/delivery/live-queue.ts";
import { InboxLogFullError } from "../xmtp/identity/publish-identity-update.ts";
import { StoreFullError } from "../xmtp/store/write-queue.ts";
import type { RpcCall, RpcLayer } from "../xmtp/wire/rpc-layers.ts";
import type { Action, Refusal } from "./core/decide-faults.ts";
import { shareLimits } from "./delivery/share-limits.ts";
import { sleep } from "./delivery/sleep.ts";
import { delayed, duplicated, endedBy, reordered, silence } from "./delivery/spoil-stream.ts";

const FLUSH_MS = 20;

export type FaultLayerParts = {
  /** What is to happen to this request; throws for a header that makes no sense. */
  actionsFor: (call: RpcCall) => readonly Action[];
  /** Aborts when every stream has to end, and is another one then. */
  ending: () => AbortSignal;
  restart: (downMs: number) => void;
  /** How much of a stream may wait in its faults, in all of them together. */
  queueLimits: QueueLimits;
};

type Doing = FaultLayerParts & { call: RpcCall };

/** Carries out around each RPC what was decided for it. */
export function createFaultLayer(parts: FaultLayerParts): RpcLayer {
  return {
    async unary(call, next) {
      const actions = parts.actionsFor(call);
      if (actions.length === 0) return next();
      const doing = { ...parts, call };
      // Streams alone end when the stack is emptied; this one waits, and is answered by what is there then.
      await before(actions, doing, call.signal);
      const answer = await next();
      for (const action of actions) await doAt("after", action, doing);
      return answer;
    },
    stream(call, next) {
      const actions = parts.actionsFor(call);
      return actions.length === 0 ? next() : spoiled(actions, { ...parts, call }, next);
    },
  };
}

async function* spoiled(
  actions: readonly Action[],
  doing: Doing,
  next: () => AsyncIterable<object>,
): AsyncGenerator<object> {
  const { call, ending } = doing;
  const limits = shareLimits(doing.queueLimits, actions);
  const signal = AbortSignal.any([call.signal, ending()]);
  await before(actions, doing, signal);
  yield* actions.reduce<AsyncIterable<object>>((stream, action) => {
    switch (action.kind) {
      case "duplicate":
        return duplicated(stream, action);
      case "delay":
        return delayed(stream, action, limits, signal);
      case "reorder":
        return reordered(stream, action, limits);
      case "silence":
        return endedBy(stream, action, limits, silence(signal));
      case "end":
        return endedBy(stream, action, limits, async () => {
          // What was delivered before is read before the connection breaks.
          if (!action.refusal) await sleep(FLUSH_MS, signal);
          return end(action.refusal, call);
        });
      default:
        return stream;
    }
  }, next());
}

async function before(actions: readonly Action[], doing: Doing, signal: AbortSignal) {
  for (const action of actions) {
    if (action.kind === "wait") await sleep(action.ms, signal);
    await doAt("before", action, doing);
  }
}

async function doAt(when: "before" | "after", action: Action, { call, restart }: Doing) {
  if (action.kind === "restart" && when === "before") {
    restart(action.downMs);
    end(undefined, call);
  }
  if (action.kind === "refuse" && action.when === when) end(action.refusal, call);
  if (action.kind === "cut" && action.when === when) end(undefined, call);
}

/** Without a refusal there is no answer at all. */
function end(refusal: Refusal | undefined, call: RpcCall): never {
  if (refusal) throw errorOf(refusal);
  call.cut();
  throw new ConnectError("cut by a fault", Code.Canceled);
}

/** What the node itself throws then, so that its answer is the same. */
function errorOf(refusal: Refusal): Error {
  switch (refusal.as) {
    case "status":
      return new ConnectError(refusal.message, Code[refusal.code as keyof typeof Code]);
    case "storage-full":
      return new StoreFullError("The node's disk is full; nothing was stored.");
    case "inbox-log-full":
      return new InboxLogFullError();
    case "slow-reader":
      return new SlowReaderError("The subscriber reads too slowly.");
  }
}
