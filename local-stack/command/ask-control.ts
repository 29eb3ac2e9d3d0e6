import { LocalStackError } from "../errors.ts";
import { STANDARD_PORTS } from "../options.ts";
import type { Option } from "./command.ts";

const ENVIRONMENT = "PARLEY_LOCAL_STACK";

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

/**
 * What the running stack answers. Throws {@link LocalStackError} when none is there, or with its own
 * sentence when it does not do it.
 */
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
  const answer = (await response.json()) as Answer & { error?: string };
  if (!response.ok) throw new LocalStackError(answer.error ?? `It answered ${response.status}.`);
  return answer;
}

/** The response itself, for answers that are no JSON. */
export async function fetchControl(
  control: string | undefined,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const url = controlUrl(control);
  try {
    return await fetch(new URL(path, url), init);
  } catch (cause) {
    throw new LocalStackError(
      `No stack answers at ${url}. Start one with "parley-local-stack up", or say where it is with --control or ${ENVIRONMENT}.`,
      { cause },
    );
  }
}

function controlUrl(given = process.env[ENVIRONMENT]): string {
  const named = given || String(STANDARD_PORTS.control);
  const url = /^\d+$/.test(named) ? `http://127.0.0.1:${named}` : named;
  if (!URL.canParse(url)) throw new LocalStackError(`${named} is neither a URL nor a port.`);
  return url;
}
