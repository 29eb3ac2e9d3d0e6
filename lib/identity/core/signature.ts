import { recoverMessageAddress } from "viem/utils";
import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, type Hex, parseAddress } from "./address.ts";

/** r, s and v of secp256k1: 65 bytes. */
const KEY_SIGNATURE = /^0x[0-9a-f]{130}$/i;
/** What contract accounts give (ERC-1271, ERC-6492). */
const LONGER_SIGNATURE = /^0x(?:[0-9a-f]{2}){66,}$/i;

/**
 * The address whose key signed `text` (EIP-191), worked out without asking any network.
 *
 * @throws ParleyError `wallet.contract-account` when no single key makes such a signature, and
 * `wallet.failed` for what is none at all.
 */
export async function signerOf(text: string, signature: Hex): Promise<Address> {
  if (LONGER_SIGNATURE.test(signature)) {
    throw new ParleyError("wallet.contract-account", "Not the signature of a key");
  }
  if (!KEY_SIGNATURE.test(signature)) throw new ParleyError("wallet.failed", "Not a signature");
  try {
    return parseAddress(await recoverMessageAddress({ message: text, signature }));
  } catch (cause) {
    throw new ParleyError("wallet.failed", "65 bytes that no key signed", { cause });
  }
}
