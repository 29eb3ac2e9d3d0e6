import type { PublicClient } from "viem";
import type { VerifySmartContractWalletSignatureRequestSignature } from "../wire/gen/xmtp/identity_api_pb.ts";

/** JSON-RPC endpoints by CAIP-2 chain id, for example `{ "eip155:31337": "http://127.0.0.1:8545" }`. */
export type ChainRpcUrls = Readonly<Record<string, string>>;

/** No endpoint is configured for the chain, or it did not answer. The same request may work later. */
export class ContractWalletUnavailableError extends Error {
  override readonly name = "ContractWalletUnavailableError";

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

export type ContractWalletVerdict = { isValid: boolean; blockNumber?: bigint; error?: string };

const CAIP_10 = /^(eip155:\d+):(0x[0-9a-fA-F]{40})$/;
const HASH_BYTES = 32;

type Hex = `0x${string}`;

/** Asks chains whether contract wallets (ERC-1271, ERC-6492) signed. */
export class ContractWallets {
  readonly #rpcUrls: ChainRpcUrls;
  readonly #clients = new Map<string, PublicClient>();

  constructor(rpcUrls: ChainRpcUrls) {
    this.#rpcUrls = rpcUrls;
  }

  /**
   * A verdict for each signature, in order.
   * Throws {@link ContractWalletUnavailableError} when one of the chains cannot be asked.
   */
  verifyAll(
    signatures: readonly VerifySmartContractWalletSignatureRequestSignature[],
  ): Promise<ContractWalletVerdict[]> {
    return Promise.all(signatures.map((signature) => this.#verify(signature)));
  }

  async #verify(
    asked: VerifySmartContractWalletSignatureRequestSignature,
  ): Promise<ContractWalletVerdict> {
    const [, chain, address] = CAIP_10.exec(asked.accountId) ?? [];
    if (!chain || !address) return { isValid: false, error: "The account is not a CAIP-10 id." };
    if (asked.hash.length !== HASH_BYTES) {
      return { isValid: false, error: "The hash does not have 32 bytes." };
    }
    const client = await this.#clientFor(chain);
    try {
      // viem keeps the answer for seconds, in which a wallet may have been deployed.
      const newest = await client.getBlockNumber({ cacheTime: 0 });
      // A chain for development may have been started again since, and be behind.
      const wanted = asked.blockNumber;
      const blockNumber = wanted !== undefined && wanted < newest ? wanted : newest;
      const isValid = await client.verifyHash({
        address: address as Hex,
        hash: toHex(asked.hash),
        signature: toHex(asked.signature),
        blockNumber,
      });
      return { isValid, blockNumber };
    } catch (error) {
      throw new ContractWalletUnavailableError(`The RPC endpoint of ${chain} failed.`, error);
    }
  }

  async #clientFor(chain: string): Promise<PublicClient> {
    const known = this.#clients.get(chain);
    if (known) return known;
    const url = this.#rpcUrls[chain];
    if (!url) {
      throw new ContractWalletUnavailableError(
        `No RPC endpoint is configured for ${chain}, so its contract wallets cannot be verified.`,
      );
    }
    // Loaded on demand: most local networks never see a contract wallet.
    const { createPublicClient, http } = await import("viem");
    // Clients ask again themselves: retries here would multiply theirs.
    const client = createPublicClient({ transport: http(url, { retryCount: 0 }) });
    this.#clients.set(chain, client);
    return client;
  }
}

function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
