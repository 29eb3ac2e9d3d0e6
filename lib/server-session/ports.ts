import type { Hex } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { SessionInfo } from "./core/session-info.ts";
import type { LedgerEntry, Ticket } from "./core/ticket.ts";

/** What a server gives to who wants to prove something. The times are those of its clock. */
export type ProofOffer = { nonce: string; domain: string; origin: string; expiresAtMs: number };

/** A session that was just opened or renewed, and what its cookie is to hold. */
export type OpenedSession = { ticket: Ticket; sealed: string };

/** The sessions of the app's server. A cookie is what a request brought; any of them may be missing. */
export type ServerSessions = {
  begin(): ProofOffer;
  /**
   * Opens a session for an installation. Ends the one of `cookie`. Fails with `server.malformed`,
   * `session.wrong-domain`, `session.expired`, `session.nonce`, `session.signature`,
   * `session.not-a-member`, `xmtp.unreachable`, `server.busy`.
   */
  prove(given: { proof: string; signature: Uint8Array }, cookie?: string): Promise<OpenedSession>;
  /**
   * Opens one for a wallet, by EIP-4361. Fails as `prove` does, and with `session.wrong-chain`
   * and `session.chain-unreachable`.
   */
  proveWallet(given: { message: string; signature: Hex }, cookie?: string): Promise<OpenedSession>;
  /** Whose session it is. Asks nobody. Undefined when there is none. */
  read(cookie?: string): Promise<Ticket | undefined>;
  /**
   * Gives a session its next cookie, when the network still has its holder in the inbox. Fails with
   * `session.none`, `session.superseded`, `session.not-a-member`, `xmtp.unreachable`, `server.busy`.
   */
  refresh(cookie?: string): Promise<OpenedSession>;
  end(cookie?: string): Promise<void>;
};

/** Makes a text of a ticket that nobody else can read, change or make. */
export type TicketSeal = {
  seal(ticket: Ticket): Promise<string>;
  /** Undefined for whatever was not sealed here, by this secret, for this network. */
  open(sealed: string): Promise<Ticket | undefined>;
};

/** The nonces that were used. Answers at once, so that two requests can't both have one. */
export type NonceBook = {
  /** `full` when it can't remember another: better no session than one nonce for two. */
  use(id: string, untilMs: number): "fresh" | "used" | "full";
};

/** What is remembered of sessions that were renewed or ended. Answers at once. */
export type SessionLedger = {
  find(id: string): LedgerEntry | undefined;
  /** False when it can't remember another. */
  put(id: string, entry: LedgerEntry): boolean;
};

/** The app's server, as its own pages ask it. Everything fails with `server.unreachable` too. */
export type ServerApi = {
  begin(): Promise<Pick<ProofOffer, "nonce" | "expiresAtMs">>;
  /** Fails as `ServerSessions.prove` does. */
  prove(given: { proof: string; signature: Uint8Array }): Promise<SessionInfo>;
  read(): Promise<SessionInfo | undefined>;
  /** Fails as `ServerSessions.refresh` does. */
  refresh(): Promise<SessionInfo>;
  end(): Promise<void>;
};

/** Whose session this browser may have at the server: pages can't see the cookie themselves. */
export type SessionMark = {
  load(): InboxId | undefined;
  /** As long as the page lives, unless it `keeps`. */
  save(inboxId: InboxId, options: { keeps: boolean }): void;
  forget(): void;
};
