import type { SignatureRequestHandle } from "@xmtp/wasm-bindings";
import { hexToBytes } from "viem/utils";
import type { Address } from "@/lib/identity/core/address.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import { toEngineError } from "./engine-error.ts";
import { ethereumIdentifier } from "./ethereum-identifier.ts";

/**
 * Adds the signature of `address` to what waits for it. A contract's is verified over the network
 * at this moment, by the node, on the chain that is named.
 */
export async function addSignature(
  request: SignatureRequestHandle,
  address: Address,
  given: WalletSignature,
): Promise<void> {
  const bytes = hexToBytes(given.signature);
  try {
    if (given.kind === "eoa") await request.addEcdsaSignature(bytes);
    else {
      await request.addScwSignature(ethereumIdentifier(address), bytes, BigInt(given.chainId));
    }
  } catch (error) {
    throw toEngineError(error, "wallet.wrong-account");
  }
}
