import type { Address, Hex } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { ContractFacts, TransactionFacts } from "./core/facts.ts";
import type { Run } from "./core/run.ts";

/**
 * What the configured chains know of contracts and transactions. The server of the chain learns
 * which. Fails with `chain.unreachable` when it gives no answer within seconds.
 */
export type Chains = {
  /** The chains that can be asked. */
  readonly chainIds: readonly number[];
  readContract(chainId: number, address: Address): Promise<ContractFacts>;
  readTransaction(chainId: number, hash: Hex): Promise<TransactionFacts>;
};

/** How far requests have come that this device began to carry out: nothing may be sent twice. */
export type RunStore = {
  load(inboxId: InboxId, messageId: MessageId): Promise<Run | undefined>;
  save(inboxId: InboxId, messageId: MessageId, run: Run): Promise<void>;
  erase(inboxId: InboxId): Promise<void>;
};

/** Runs a task unless another tab runs one of that name; `undefined` when one does. */
export type UnlessElsewhere = <Result>(
  name: string,
  task: () => Promise<Result>,
) => Promise<Result | undefined>;
