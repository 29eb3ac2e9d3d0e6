import type { Hex } from "@/lib/identity/core/address.ts";
import type { ContractAccounts } from "@/lib/identity/ports.ts";
import type { InboxReader } from "@/lib/messaging/ports/inbox-reader.ts";
import type { Site } from "../../core/site.ts";
import type { NonceBook, SessionLedger, TicketSeal } from "../../ports.ts";
import type { IsMember } from "./members.ts";

/** What a session server needs of the world. */
export type SessionServerPorts = {
  site: Site;
  inboxes: InboxReader;
  contracts: ContractAccounts;
  seal: TicketSeal;
  ledger: SessionLedger;
  nonces: NonceBook;
  /** 32 bytes that this process made for itself: a nonce ends with the process that gave it. */
  nonceKey: Uint8Array;
  nowMs: () => number;
  randomBytes: (length: number) => Uint8Array;
};

/** The same with what the server remembers of inboxes. */
export type SessionServer = SessionServerPorts & { isMember: IsMember };

export type GivenProof = { proof: string; signature: Uint8Array };
export type GivenSiwe = { message: string; signature: Hex };
