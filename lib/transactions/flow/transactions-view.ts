import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { Asked, ContractFacts, TransactionFacts } from "../core/facts.ts";
import type { Run } from "../core/run.ts";

/** What cards show: what chains said, by `factKey`, and how far requests have come. */
export type TransactionsView = {
  contracts: ReadonlyMap<string, Asked<ContractFacts>>;
  transactions: ReadonlyMap<string, Asked<TransactionFacts>>;
  runs: ReadonlyMap<MessageId, Run>;
};

export const NOTHING_KNOWN: TransactionsView = {
  contracts: new Map(),
  transactions: new Map(),
  runs: new Map(),
};
