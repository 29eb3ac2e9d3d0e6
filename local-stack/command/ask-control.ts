import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { CONTROL_HEADER } from "../control/control-routes.ts";
import { LocalStackError } from "../errors.ts";
import { STANDARD_PORTS } from "../options.ts";
import { type Option, UsageError } from "./command.ts";
import { type PatientRequest, requestPatiently, SilenceError } from "./request-patiently.ts";

const ENVIRONMENT = "PARLEY_LOCAL_STACK";
/** What only looks is answered at once; what changes something takes its time. */
const LOOKING_WITHIN_MS = 10_000;
const NOBODY_THERE = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"],
  ...["EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"],
]);

/** The options of every command that asks a running stack. */
export const CONTROL_OPTIONS = {
  control: {
    type: "string",
    value: "URL",
    says: `control port of the stack, or its number; ${ENVIRONMENT} says it too`,
    otherwise: String(STANDARD_PORTS.control),
  },
  json: { type: "boolean", says: "print the answer as one line of JSON" },
} as const satisfies Record<string, Option>;

type Question = { method?: "GET" | "POST" | "PUT" | "DELETE"; body?: unknown };

/** What the running stack answers. Throws as {@link fetchControl} does. */
export async function askControl<Answer>(
  control: string | undefined,
  path: string,
  { method = "GET", body }: Question = {},
): Promise<Answer> {
  const response = await fetchControl(control, path, {
    method,
    ...(method !== "GET" && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    }),
  });
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    throw new LocalStackError("The stack ended before it had answered.", { cause });
  }
}

/**
 * The response itself, for answers that are no JSON. Throws {@link LocalStackError} when no stack is there,
 * {@link UsageError} when it does not understand what it is asked, and otherwise its own sentence.
 */
export async function fetchControl(
  control: string | undefined,
  path: string,
  request: Omit<PatientRequest, "answerWithinMs"> = {},
): Promise<Response> {
  const url = controlUrl(control);
  const isLooking = (request.method ?? "GET") === "GET";
  const message = await requestPatiently(new URL(path, url), {
    ...request,
    ...(isLooking && { answerWithinMs: LOOKING_WITHIN_MS }),
  }).catch((cause: unknown) => {
    throw new LocalStackError(failure(url, cause), { cause });
  });
  if (!(CONTROL_HEADER in message.headers)) {
    message.destroy();
    throw new LocalStackError(strange(url));
  }
  const response = asResponse(message);
  if (!response.ok) throw await refusalIn(response);
  return response;
}

function asResponse(message: IncomingMessage): Response {
  const body = Readable.toWeb(message) as ReadableStream<Uint8Array>;
  return new Response(body, { status: message.statusCode ?? 500 });
}

async function refusalIn(response: Response): Promise<Error> {
  const { error } = (await response.json().catch(() => ({}))) as { error?: string };
  const sentence = error ?? `It answered ${response.status}.`;
  return response.status === 400 ? new UsageError(sentence) : new LocalStackError(sentence);
}

function failure(url: string, error: unknown): string {
  if (error instanceof SilenceError) {
    return `What listens at ${url} does not answer within ${LOOKING_WITHIN_MS / 1000} seconds.`;
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (NOBODY_THERE.has(code)) {
    return `No stack answers at ${url}. Start one with "parley-local-stack up", or say where it is with --control or ${ENVIRONMENT}.`;
  }
  // What was answered is no HTTP/1.1.
  if (code.startsWith("HPE_")) return strange(url);
  return `The connection to ${url} broke before it was answered.`;
}

function strange(url: string): string {
  return `What answers at ${url} is not the control port of a stack.`;
}

function controlUrl(given = process.env[ENVIRONMENT]): string {
  const named = given || String(STANDARD_PORTS.control);
  const url = /^\d+$/.test(named) ? `http://127.0.0.1:${named}` : named;
  if (URL.canParse(url) && new URL(url).protocol === "http:") return url;
  throw new UsageError(`${named} is neither an http URL nor a port.`);
}
