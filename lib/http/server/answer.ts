import { SECURITY_HEADERS } from "@/lib/config/security-headers.ts";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";

/** What is told of an error: a status, and a sentence for developers. */
export type Refusal = {
  status: number;
  message: string;
  retryAfterSeconds?: number;
  /** Facts of the error that go out with it. */
  tells?: readonly string[];
};

/**
 * The errors that are told at some address. Nothing of the error itself goes out, whatever it says;
 * nor do others than these, which are this server's own mistakes.
 */
export type Refusals = Partial<Record<ErrorCode, Refusal>>;

export const LATER = { status: 503, retryAfterSeconds: 5 };

const ANYWHERE: Refusals = {
  "server.malformed": { status: 400, message: "That is not what this address takes." },
  "server.wrong-origin": {
    status: 403,
    message: "The Origin header must name the origin of this server.",
  },
  "server.too-many": { status: 429, message: "Too many requests of one client." },
  "server.busy": { ...LATER, message: "The server is busy." },
  "session.none": { status: 401, message: "There is no session, or it is over." },
};

const UNEXPECTED: Refusal = { status: 500, message: "The server made a mistake." };

/** Nothing here is for anybody else, or for later; nor a page. The proxy does not see all of it. */
const HEADERS = {
  ...SECURITY_HEADERS,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cache-Control": "no-store",
  // Nor may a page of another origin have it as a picture or a script.
  "Cross-Origin-Resource-Policy": "same-origin",
};

type AnswerOptions = { status?: number; cookies?: readonly string[] };

export function answer(body: unknown, { status = 200, cookies }: AnswerOptions = {}): Response {
  return Response.json(body, { status, headers: headersWith(cookies) });
}

export function answerNothing({ cookies }: Pick<AnswerOptions, "cookies"> = {}): Response {
  return new Response(null, { status: 204, headers: headersWith(cookies) });
}

function headersWith(cookies: readonly string[] = []): Headers {
  const headers = new Headers(HEADERS);
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return headers;
}

/**
 * Tells errors by their codes. The log gets no more than code and `subject`, what was asked for:
 * who asked is nobody's business.
 */
export function refuseBy(refusals: Refusals, subject: string): (thrown: unknown) => Response {
  const known = { ...ANYWHERE, ...refusals };
  return (thrown) => {
    const error = toParleyError(thrown);
    const refusal = known[error.code] ?? UNEXPECTED;
    if (refusal.status >= 500) logFailure(error, subject);
    const seconds = error.facts.retryAfterSeconds ?? refusal.retryAfterSeconds;
    const headers = { ...HEADERS, ...(seconds && { "Retry-After": String(seconds) }) };
    const code = refusal === UNEXPECTED ? "unexpected" : error.code;
    const told = (refusal.tells ?? []).map((name) => [name, error.facts[name]]);
    const body = { error: { code, message: refusal.message, ...Object.fromEntries(told) } };
    return Response.json(body, { status: refusal.status, headers });
  };
}

function logFailure({ code, cause }: ParleyError, subject: string): void {
  const kind = cause instanceof Error ? ` (${cause.name})` : "";
  console.error(`A request for ${subject} failed: ${code}${kind}`);
}
