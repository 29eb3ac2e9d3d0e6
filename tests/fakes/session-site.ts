import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { proofText } from "@/lib/server-session/core/proof.ts";
import { siteOf } from "@/lib/server-session/core/site.ts";
import { createServerSessions } from "@/lib/server-session/flow/server/server-sessions.ts";
import {
  createSessionRoutes,
  type SessionRoutes,
} from "@/lib/server-session/server/http/session-routes.ts";
import { memoryLedger, memoryNonces } from "@/lib/server-session/server/memory-books.ts";
import { ticketSeal } from "@/lib/server-session/server/sealed-cookie.ts";
import { fakeClient } from "./fake-client.ts";
import { createFakeContracts } from "./fake-contracts.ts";
import { fakeInboxReader } from "./fake-inbox-reader.ts";
import { FakeNetwork } from "./fake-network.ts";
import { newAccount } from "./node-engine.ts";

export const SITE = siteOf("https://parley.example.org");
const SECRET = "0123456789abcdef".repeat(4);

/** No two of them have the same luck. */
let sites = 0;

type Given = {
  origin?: string | null;
  cookie?: string | undefined;
  type?: string;
  body?: string | object;
  headers?: Record<string, string>;
};

/** An app's server with a network in memory, and time that passes when the test says so. */
export class SessionSite {
  readonly network = new FakeNetwork();
  readonly chains = createFakeContracts();
  nowMs = Date.UTC(2026, 10, 24, 12);
  routes: SessionRoutes;
  readonly origin: string;
  readonly #seed = sites++;
  #chance = 0;

  constructor({ origin = SITE.origin, maxEntries = 1_000 } = {}) {
    this.origin = origin;
    this.routes = this.#start(maxEntries);
  }

  /** The same secret, and nothing else of what the process knew. */
  restart(): void {
    this.routes = this.#start(1_000);
  }

  #start(maxEntries: number): SessionRoutes {
    const site = siteOf(this.origin);
    const nowMs = () => this.nowMs;
    const randomBytes = (length: number) => {
      const chance = sha256(utf8ToBytes(`${this.#seed} ${this.#chance++}`));
      return chance.slice(0, length);
    };
    const sessions = createServerSessions({
      site,
      inboxes: fakeInboxReader(this.network),
      contracts: this.chains.contracts,
      seal: ticketSeal(SECRET, { origin: site.origin, network: "local" }),
      ledger: memoryLedger({ nowMs, maxEntries }),
      nonces: memoryNonces({ nowMs, maxEntries }),
      nonceKey: randomBytes(32),
      nowMs,
      randomBytes,
    });
    return createSessionRoutes({ sessions, origin: site.origin, proxyHops: 1, nowMs });
  }

  /** Somebody on the network, with ids as real ones are. */
  join(address = newAccount()): XmtpClient {
    const known = this.network.inboxOf(address);
    const inboxId = known ?? (bytesToHex(sha256(utf8ToBytes(address))) as InboxId);
    if (!known) this.network.register(address, inboxId);
    return fakeClient(this.network, address);
  }

  /** A contract's account with an inbox. */
  joinAs(address: string): XmtpClient {
    return this.join(parseAddress(address));
  }

  /** Takes an installation off the network's list, as a revocation does. */
  revoke({ inboxId, installationId }: XmtpClient): void {
    const inbox = this.network.byId.get(inboxId);
    if (inbox) inbox.installations = inbox.installations.filter(({ id }) => id !== installationId);
  }

  ask(route: keyof SessionRoutes, given: Given = {}): Promise<Response> {
    const { origin = this.origin, cookie, type = "application/json", body, headers = {} } = given;
    const text = typeof body === "object" ? JSON.stringify(body) : body;
    const request = new Request(`${this.origin}/api/session`, {
      method: route === "read" ? "GET" : "POST",
      headers: {
        ...(origin !== null && { origin }),
        ...(cookie !== undefined && { cookie }),
        ...(text !== undefined && { "content-type": type }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    });
    return this.routes[route](request);
  }

  async nonce(): Promise<{ nonce: string; expiresAtMs: number }> {
    const { nonce, expiresAt } = await (await this.ask("nonce")).json();
    return { nonce, expiresAtMs: Date.parse(expiresAt) };
  }

  /** A proof as an honest client makes it, but for what the test changes. */
  async proofOf(
    client: XmtpClient,
    change: Partial<Parameters<typeof proofText>[0]> = {},
  ): Promise<{ proof: string; signature: string }> {
    const { nonce, expiresAtMs } = await this.nonce();
    const { inboxId, installationId } = client;
    const fields = { ...siteOf(this.origin), inboxId, installationId, nonce, expiresAtMs };
    const proof = proofText({ ...fields, issuedAtMs: this.nowMs, ...change });
    return { proof, signature: hexOf(await client.signWithInstallationKey(proof)) };
  }

  /** Opens a session, and gives its cookie as a browser would send it. */
  async open(client: XmtpClient, cookie?: string): Promise<string> {
    const answer = await this.ask("prove", { body: await this.proofOf(client), cookie });
    if (answer.status !== 201) throw new Error(`Refused: ${await answer.text()}`);
    return cookieIn(answer);
  }

  async whoIs(cookie: string): Promise<string | undefined> {
    const { session } = await (await this.ask("read", { cookie })).json();
    return session?.inboxId;
  }
}

/** What a browser sends back of an answer's cookie. */
export function cookieIn(answer: Response): string {
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

/** The status of an answer, and its code when it is a refusal. */
export async function outcomeOf(answer: Response | Promise<Response>): Promise<string> {
  const { status, headers, ok } = await answer;
  if (ok) return String(status);
  const { error } = await (await answer).json();
  return `${status} ${error.code}${headers.get("retry-after") ? " later" : ""}`;
}

export function hexOf(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`;
}
