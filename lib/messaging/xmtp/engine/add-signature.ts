import type { SignatureRequestHandle } from "@xmtp/wasm-bindings";
import { hexToBytes } from "viem/utils";
import type { Address } from "@/lib/identity/core/address.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import { withDeadline } from "./deadline.ts";
import { toEngineError } from "./engine-error.ts";
import { ethereumIdentifier } from "./ethereum-identifier.ts";

/** The node asks the chain, and the engine asks a node that could not for seconds. */
const VERIFY_DEADLINE_MS = 15_000;

/**
 * Adds the signature of `address` to what waits for it. A contract's is verified over the network
 * at this moment, by the node, on the chain that is named; nothing is published.
 *
 * Fails with `wallet.wrong-account` for a key's and `wallet.not-owner` for a contract's signature
 * that is none, `wallet.unconfirmed` on a chain that the node does not ask, `chain.unreachable`
 * when that chain does not answer it.
 */
export async function addSignature(
  request: SignatureRequestHandle,
  address: Address,
  given: WalletSignature,
): Promise<void> {
  const bytes = hexToBytes(given.signature);
  if (given.kind === "eoa") {
    await request.addEcdsaSignature(bytes).catch((error: unknown) => {
      throw toEngineError(error, "wallet.wrong-account");
    });
    return;
  }
  const chainId = BigInt(given.chainId);
  const adding = request.addScwSignature(ethereumIdentifier(address), bytes, chainId);
  const verified = adding.catch((error: unknown) => {
    throw toEngineError(error, "wallet.not-owner");
  });
  await withDeadline("verifying a contract's signature", verified, VERIFY_DEADLINE_MS);
}
