import { isErc6492Signature, recoverMessageAddress } from "viem/utils";
import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, type Hex, parseAddress } from "./address.ts";

/** r, s and v of secp256k1: 65 bytes. A contract may take as many, or any other number. */
const KEY_SIGNATURE = /^0x[0-9a-f]{130}$/i;
const BYTES = /^0x(?:[0-9a-f]{2})+$/i;

/** What a signature tells by itself, without asking any network. */
export type SignatureLook = {
  /** Whose key makes these bytes: of whomever, not only of who was asked to sign. */
  signer?: Address;
  /** Whether it says how to deploy the contract that is to vouch for it (ERC-6492). */
  isForUndeployed: boolean;
};

/**
 * Looks at what a wallet gave as the signature of `text` (EIP-191).
 *
 * Nothing here is proof for a contract: 65 bytes are a key's signature or that of a Safe with one
 * owner, and any 65 bytes are the signature of some key.
 *
 * @throws ParleyError `wallet.failed` for what is no signature at all.
 */
export async function lookAtSignature(text: string, signature: Hex): Promise<SignatureLook> {
  if (!BYTES.test(signature)) throw new ParleyError("wallet.failed", "Not a signature");
  const signer = KEY_SIGNATURE.test(signature) ? await keyOwner(text, signature) : undefined;
  return { isForUndeployed: isErc6492Signature(signature), ...(signer && { signer }) };
}

async function keyOwner(message: string, signature: Hex): Promise<Address | undefined> {
  try {
    return parseAddress(await recoverMessageAddress({ message, signature }));
  } catch {
    // 65 bytes that no key makes: a Safe writes so who approved a hash before.
    return undefined;
  }
}
