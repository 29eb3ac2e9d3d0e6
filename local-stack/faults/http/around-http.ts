import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { signalGone } from "../../xmtp/wire/universal-request.ts";
import type { HttpAction, HttpFacts, HttpRefusal } from "../core/decide-http.ts";
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
      const body = part === "chain" && !isUpgrade(request) ? await readBody(request) : undefined;
      const refuse = (refusal: HttpRefusal) => refuseHttp(part, response, refusal, body?.bytes);
      if (body?.isTooLong) return refuse(TOO_LONG);
      const facts = factsOf(part, request, body?.bytes);
      try {
        const doing = { response, refuse, serve: () => serve(request, response, body?.bytes) };
        await carryOut(actionsFor(facts), { ...doing, ...(refuseAsFull && { refuseAsFull }) });
      } catch (error) {
        if (!(error instanceof FaultSyntaxError)) throw error;
        refuse({ status: 400, message: `x-parley-faults: ${error.message}` });
      }
    };
    spoil().catch(() => response.destroy());
  };
}

/** Twice what anvil takes, which holds any contract. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const TOO_LONG: HttpRefusal = {
  status: 413,
  message: `a request that may meet faults has ${MAX_BODY_BYTES} bytes at most`,
};

/** Hears all of it out, and keeps none of what is too long. */
async function readBody(request: IncomingMessage): Promise<{ bytes: Buffer; isTooLong: boolean }> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks = [];
  }
  return { bytes: Buffer.concat(chunks), isTooLong: bytes > MAX_BODY_BYTES };
}

type Doing = {
  refuse: (refusal: HttpRefusal) => void;
  response: ServerResponse;
  serve: () => void;
  refuseAsFull?: (response: ServerResponse) => void;
};

async function carryOut(actions: readonly HttpAction[], doing: Doing): Promise<void> {
  const { response, refuse, serve, refuseAsFull } = doing;
  const gone = signalGone(response);
  for (const action of actions) {
    if (action.kind === "wait") await sleep(action.ms, gone);
    if (action.kind === "storage-full") {
      return whenRead(response.req, () => refuseAsFull?.(response));
    }
    if (!("when" in action) || action.when !== "before") continue;
    if (action.kind === "cut") return void response.destroy();
    return refuse(action.refusal);
  }
  const after = actions.find((action) => "when" in action || "afterBytes" in action);
  if (after?.kind === "refuse") {
    loseAnswer(response, () => refuse(after.refusal));
  }
  if (after?.kind === "cut") {
    if ("afterBytes" in after) breakOff(response, after.afterBytes);
    else loseAnswer(response, () => response.destroy());
  }
  serve();
}
