import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { signalGone } from "../../xmtp/wire/universal-request.ts";
import type { HttpAction, HttpFacts } from "../core/decide-http.ts";
import type { HttpPart } from "../core/fault.ts";
import { FaultSyntaxError } from "../core/read-faults.ts";
import { sleep } from "../delivery/sleep.ts";
import { factsOf } from "./http-facts.ts";
import { isUpgrade, refuseHttp, whenRead } from "./refuse-http.ts";
import { breakOff, loseAnswer } from "./spoil-answer.ts";

/** `body` where it was read already. */
export type ServeHttp = (request: IncomingMessage, response: ServerResponse, body?: Buffer) => void;

/** Serves a part with its faults around it; `refuseAsFull` answers as it does itself without room. */
export type AroundHttp = (
  part: HttpPart,
  serve: ServeHttp,
  refuseAsFull?: (response: ServerResponse) => void,
) => RequestListener;

type AroundParts = {
  /** Whether nothing can happen to the request. */
  isPlain: (request: IncomingMessage) => boolean;
  /** Throws {@link FaultSyntaxError} for a header that makes no sense. */
  actionsFor: (facts: HttpFacts) => readonly HttpAction[];
};

/** Carries out around each request what was decided for it. Health and preflights are no requests to a part. */
export function createAroundHttp({ isPlain, actionsFor }: AroundParts): AroundHttp {
  return (part, serve, refuseAsFull) => (request, response) => {
    if (request.method === "OPTIONS" || isPlain(request)) return serve(request, response);
    const spoil = async () => {
      const body = part === "chain" && !isUpgrade(request) ? await buffer(request) : undefined;
      const facts = factsOf(part, request, body);
      const doing: Doing = { part, response, serve: () => serve(request, response, body) };
      await carryOut(actionsFor(facts), { ...doing, ...(refuseAsFull && { refuseAsFull }) });
    };
    spoil().catch((error: unknown) => {
      if (!(error instanceof FaultSyntaxError)) return response.destroy();
      const message = `x-parley-faults: ${error.message}`;
      return refuseHttp(part, response, { status: 400, message });
    });
  };
}

type Doing = {
  part: HttpPart;
  response: ServerResponse;
  serve: () => void;
  refuseAsFull?: (response: ServerResponse) => void;
};

async function carryOut(actions: readonly HttpAction[], doing: Doing): Promise<void> {
  const { part, response, serve, refuseAsFull } = doing;
  const gone = signalGone(response);
  for (const action of actions) {
    if (action.kind === "wait") await sleep(action.ms, gone);
    if (action.kind === "storage-full") {
      return whenRead(response.req, () => refuseAsFull?.(response));
    }
    if (!("when" in action) || action.when !== "before") continue;
    if (action.kind === "cut") return void response.destroy();
    return refuseHttp(part, response, action.refusal);
  }
  const after = actions.find((action) => "when" in action || "afterBytes" in action);
  if (after?.kind === "refuse") {
    loseAnswer(response, () => refuseHttp(part, response, after.refusal));
  }
  if (after?.kind === "cut") {
    if ("afterBytes" in after) breakOff(response, after.afterBytes);
    else loseAnswer(response, () => response.destroy());
  }
  serve();
}
