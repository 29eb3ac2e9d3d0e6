import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";

type Refusal = { status: number; message: string; retryAfterSeconds?: number };

const LATER = { status: 503, retryAfterSeconds: 5 };

/**
 * What is told of each error: a status, and a sentence for developers. Nothing of the error itself
 * goes out, whatever it says; nor do others than these, which are this server's own mistakes.
 */
const REFUSALS: Partial<Record<ErrorCode, Refusal>> = {
  "server.malformed": {
    status: 400,
    message: "The body is not what this address takes.",
  },
  "server.wrong-origin": {
    status: 403,
    message: "The Origin header must name the origin of this server.",
  },
  "server.too-large": { status: 413, message: "The body is larger than 32 KiB." },
  "server.wrong-type": { status: 415, message: "The body must be application/json." },
  "server.too-many": { status: 429, message: "Too many requests of one client." },
  "server.busy": { ...LATER, message: "The server is busy." },
  "session.none": { status: 401, message: "There is no session, or it is over." },
  "session.superseded": {
    status: 409,
    message: "The session was renewed moments ago: use the newer cookie.",
  },
  "session.nonce": {
    status: 401,
    message: "The nonce is unknown, over, or was used: ask for another.",
  },
  "session.wrong-domain": { status: 401, message: "The proof is meant for another site." },
  "session.expired": { status: 401, message: "The proof is not valid at this time." },
  "session.signature": { status: 401, message: "The signature is not that of the proof's signer." },
  "session.not-a-member": {
    status: 401,
    message: "The network does not have this signer in that inbox.",
  },
  "session.wrong-chain": {
    status: 401,
    message: "No key of the address signed, and its chain is not configured here.",
  },
  "session.chain-unreachable": { ...LATER, message: "The chain does not answer." },
  "xmtp.unreachable": { ...LATER, message: "The XMTP network does not answer." },
  "xmtp.engine-died": { ...LATER, message: "The server could not judge what XMTP answered." },
};

const UNEXPECTED: Refusal = { status: 500, message: "The server made a mistake." };

/** Nothing here is for anybody else, or for later. */
const HEADERS = { "Cache-Control": "no-store" };

export function answer(body: unknown, { status = 200, cookie }: AnswerOptions = {}): Response {
  const headers = { ...HEADERS, ...(cookie && { "Set-Cookie": cookie }) };
  return Response.json(body, { status, headers });
}

type AnswerOptions = { status?: number; cookie?: string };

export function answerNothing(cookie: string): Response {
  return new Response(null, { status: 204, headers: { ...HEADERS, "Set-Cookie": cookie } });
}

/** Tells an error by its code. The log gets no more: who asked and what is nobody's business. */
export function refuse(thrown: unknown): Response {
  const error = toParleyError(thrown);
  const refusal = REFUSALS[error.code] ?? UNEXPECTED;
  if (refusal.status >= 500) logFailure(error);
  const seconds = error.facts.retryAfterSeconds ?? refusal.retryAfterSeconds;
  const headers = { ...HEADERS, ...(seconds && { "Retry-After": String(seconds) }) };
  const code = refusal === UNEXPECTED ? "unexpected" : error.code;
  const body = { error: { code, message: refusal.message } };
  return Response.json(body, { status: refusal.status, headers });
}

function logFailure({ code, cause }: ParleyError): void {
  const kind = cause instanceof Error ? ` (${cause.name})` : "";
  console.error(`A request for a session failed: ${code}${kind}`);
}
