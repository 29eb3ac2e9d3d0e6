import type { Address, Hex } from "@/lib/identity/core/address.ts";
import type { Call } from "./call.ts";

/** What a chain says is at an address. What tokens say of themselves, anybody may let them say. */
export type ContractFacts =
  /** Nobody's contract: a key's account, also one that lends itself code (EIP-7702). */
  | { kind: "account" }
  | { kind: "erc20"; symbol?: string; decimals: number }
  | { kind: "erc721"; name?: string }
  | { kind: "erc1155" }
  | { kind: "contract" };

/** An event of a contract in a transaction that was carried out. */
export type LogFacts = { address: Address; topics: readonly Hex[]; data: Hex };

/** A transaction as its chain has it. */
export type TransactionFacts =
  /** The chain has no such transaction; it may be too new, or never have been. */
  | { kind: "unknown" }
  | { kind: "pending"; call: Call; from: Address }
  | {
      kind: "mined";
      outcome: "success" | "reverted";
      call: Call;
      from: Address;
      logs: readonly LogFacts[];
    };

/** What is known of a question to a chain. */
export type Asked<Facts> =
  | { kind: "asking" }
  | { kind: "known"; facts: Facts }
  /** No server of this chain is configured. */
  | { kind: "not-configured" }
  /** The server gives no answer. */
  | { kind: "unreachable" };
