import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { parseIsoTime } from "@/lib/http/core/iso-time.ts";
import { FRAMED_HEADER } from "../core/framed.ts";
import type { SessionInfo } from "../core/session-info.ts";
import type { ServerApi } from "../ports.ts";

/** The server may ask XMTP before it answers, which has its own deadline. */
const DEADLINE_MS = 12_000;

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

type Page = { send?: Fetch; isFramed?: boolean };

/** Asks the server that this page came from. */
export function fetchServerApi({
  send = (path, init) => fetch(path, init),
  isFramed = window.parent !== window,
}: Page = {}): ServerApi {
  const framed = isFramed ? { [FRAMED_HEADER]: "1" } : {};

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await send(`/api/session${path}`, {
      method,
      signal: AbortSignal.timeout(DEADLINE_MS),
      headers: { ...framed, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw unreachable(cause);
    });
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json().catch((cause: unknown) => {
      throw unreachable(cause);
    });
    if (response.ok) return answer;
    throw refusalIn(answer);
  }

  return {
    begin: async () => {
      const { nonce, expiresAt } = (await ask("POST", "/nonce")) as Record<string, unknown>;
      const expiresAtMs = parseIsoTime(String(expiresAt));
      if (typeof nonce !== "string" || expiresAtMs === undefined) throw unreachable("no nonce");
      return { nonce, expiresAtMs };
    },
    prove: async ({ proof, signature }) =>
      mustBeThere(await ask("POST", "", { proof, signature: hexOf(signature) })),
    read: async () => sessionIn(await ask("GET", "")),
    refresh: async () => mustBeThere(await ask("POST", "/refresh")),
    end: async () => {
      await ask("DELETE", "");
    },
  };
}

/** What it sends is this app's own, of the same build or of one near to it. */
function sessionIn(answer: unknown): SessionInfo | undefined {
  const { session } = answer as { session?: SessionInfo | null };
  return session ?? undefined;
}

function mustBeThere(answer: unknown): SessionInfo {
  const session = sessionIn(answer);
  if (!session) throw unreachable("no session");
  return session;
}

function refusalIn(answer: unknown): ParleyError {
  const { error } = answer as { error?: { code?: ErrorCode; message?: string } };
  if (typeof error?.code !== "string") return unreachable(answer);
  return new ParleyError(error.code, error.message ?? "The server refused");
}

/** Nothing, or an answer of something in between that is not the server. */
function unreachable(cause: unknown): ParleyError {
  return new ParleyError("server.unreachable", "The server gave no answer of its own", { cause });
}

function hexOf(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
