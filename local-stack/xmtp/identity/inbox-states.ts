import type { Backend, Client, InboxState } from "@xmtp/wasm-bindings";
import type { Libxmtp } from "./load-libxmtp.ts";

/** Bytes of logs that a client has read when another takes over, so that its database stays small. */
const MOST_KEPT_BYTES = 8 * 1024 ** 2;

export type InboxStatesOptions = {
  backend: Backend;
  createClient: () => Promise<Client>;
  mostKeptBytes?: number;
};

/**
 * Whom an inbox's log makes its members, as libxmtp has it.
 *
 * Asked without a client, libxmtp makes a database for the question, which takes some 60 ms of
 * processor time; in a client's own it takes 7 ms. But a client keeps what it read, good or bad, and
 * never reads it again. So a client is asked about each inbox once, which is its registration.
 */
export class InboxStates {
  readonly #libxmtp: Libxmtp;
  readonly #options: InboxStatesOptions;
  readonly #alreadyRead = new Set<string>();
  #keptBytes = 0;
  #client: Client;

  private constructor(libxmtp: Libxmtp, options: InboxStatesOptions, client: Client) {
    this.#libxmtp = libxmtp;
    this.#options = options;
    this.#client = client;
  }

  static async open(libxmtp: Libxmtp, options: InboxStatesOptions): Promise<InboxStates> {
    return new InboxStates(libxmtp, options, await options.createClient());
  }

  /** The client that reads now. Ask again each time: it is another one later. */
  get client(): Client {
    return this.#client;
  }

  /**
   * The state after the last entry of the log that the network has. Not two at a time.
   * Rejects with libxmtp's reason when the log does not hold.
   */
  async read(inboxId: string, logBytes: number): Promise<InboxState | undefined> {
    if (this.#alreadyRead.has(inboxId)) {
      const { backend } = this.#options;
      return (await this.#libxmtp.inboxStateFromInboxIds(backend, [inboxId]))[0];
    }
    await this.#makeRoom(logBytes);
    this.#alreadyRead.add(inboxId);
    return (await this.#client.inboxStateFromInboxIds([inboxId], true))[0];
  }

  async #makeRoom(bytes: number): Promise<void> {
    const { createClient, mostKeptBytes = MOST_KEPT_BYTES } = this.#options;
    this.#keptBytes += bytes;
    if (this.#keptBytes <= mostKeptBytes) return;
    const next = await createClient();
    this.#client.free();
    this.#client = next;
    this.#alreadyRead.clear();
    this.#keptBytes = bytes;
  }
}
