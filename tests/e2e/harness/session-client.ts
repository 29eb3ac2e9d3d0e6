import { proofText } from "../../../lib/server-session/core/proof.ts";
import { siteOf } from "../../../lib/server-session/core/site.ts";
import type { HeadlessClient } from "../../../local-stack/testing/index.ts";

type Change = Partial<Parameters<typeof proofText>[0]>;
type Asked = { method?: string; body?: unknown; cookie?: string; headers?: Record<string, string> };

/** Asks the app's server about sessions as a program does: each cookie is sent by hand. */
export class SessionClient {
  readonly origin: string;
  /** The client that the app's proxy says it is: each test its own, so that none uses up another's limit. */
  readonly address: string;

  constructor(origin: string, address: string) {
    this.origin = origin;
    this.address = address;
  }

  ask(path: string, { method = "POST", body, cookie, headers }: Asked = {}): Promise<Response> {
    return fetch(`${this.origin}/api/session${path}`, {
      method,
      headers: {
        origin: this.origin,
        "x-forwarded-for": this.address,
        ...(cookie && { cookie }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }

  async nonce(): Promise<{ nonce: string; expiresAtMs: number }> {
    const { nonce, expiresAt } = await (await this.ask("/nonce")).json();
    return { nonce, expiresAtMs: Date.parse(expiresAt) };
  }

  /** A proof as an honest client makes it, but for what the test changes. */
  async proofOf({ client }: HeadlessClient, change: Change = {}) {
    const { nonce, expiresAtMs } = await this.nonce();
    const { inboxId, installationId } = client;
    const fields = { ...siteOf(this.origin), inboxId, installationId, nonce, expiresAtMs };
    const proof = proofText({ ...fields, issuedAtMs: Date.now(), ...change } as never);
    return { proof, signature: hexOf(client.signWithInstallationKey(proof)) };
  }

  async prove(peer: HeadlessClient, change: Change = {}): Promise<Response> {
    return this.ask("", { body: await this.proofOf(peer, change) });
  }

  /** Opens a session and gives its cookie. */
  async open(peer: HeadlessClient): Promise<string> {
    return cookieIn(await this.prove(peer));
  }

  /** The inbox of who a cookie is of. */
  async whoIs(cookie: string): Promise<string | undefined> {
    const answer = await this.ask("", { method: "GET", cookie });
    return (await answer.json()).session?.inboxId;
  }
}

/** Status and code: what a refused client gets to know. */
export async function outcomeOf(answer: Response): Promise<string> {
  if (answer.ok) return String(answer.status);
  const text = await answer.text();
  return `${answer.status} ${text && JSON.parse(text).error.code}`.trim();
}

export function cookieIn(answer: Response): string {
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

export function hexOf(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
