import { type Client, IdentifierKind, type InboxState } from "@xmtp/wasm-bindings";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { withDeadline } from "./deadline.ts";

/** Which address speaks for an inbox. Local once an inbox was met; remembered for the session. */
export class Peers {
  readonly #client: Client;
  readonly #addresses = new Map<InboxId, Address>();

  constructor(client: Client) {
    this.#client = client;
  }

  known(inboxId: InboxId): Address | undefined {
    return this.#addresses.get(inboxId);
  }

  /** Makes the addresses of these inboxes known, in one query; asks the network only for strangers. */
  async learn(inboxIds: readonly InboxId[]): Promise<void> {
    const missing = [...new Set(inboxIds)].filter((inboxId) => !this.#addresses.has(inboxId));
    if (missing.length === 0) return;
    try {
      this.#remember(await this.#client.inboxStateFromInboxIds(missing, false));
    } catch {
      // The local log of at least one is missing: it came with a conversation cut short.
      const states = this.#client.inboxStateFromInboxIds(missing, true);
      this.#remember(await withDeadline("inboxStateFromInboxIds", states));
    }
  }

  #remember(states: readonly InboxState[]): void {
    for (const state of states) {
      const address = addressOf(state);
      if (address) this.#addresses.set(state.inboxId as InboxId, address);
    }
  }
}

/** The recovery address while it is still associated, else the first Ethereum account. */
function addressOf(state: InboxState): Address | undefined {
  const accounts = state.accountIdentifiers
    .filter(({ identifierKind }) => identifierKind === IdentifierKind.Ethereum)
    .map(({ identifier }) => identifier);
  const recovery = state.recoveryIdentifier.identifier;
  const chosen = accounts.includes(recovery) ? recovery : accounts[0];
  return chosen === undefined ? undefined : parseAddress(chosen);
}
