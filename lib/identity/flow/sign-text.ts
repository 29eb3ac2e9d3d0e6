import type { Address } from "../core/address.ts";
import type { WalletSignature } from "../core/wallet-signature.ts";
import type { Wallet } from "../ports.ts";

/** A signature, and who really made it. */
export type SignedText = { signature: WalletSignature; signer: Address };

/**
 * Has the wallet sign, and finds out on this device who signed: the network would refuse a wrong
 * signature late and in worse words. Fails as `Wallet.signMessage` and `signerOf` do.
 */
export async function signText(
  wallet: Wallet,
  request: { address: Address; text: string },
): Promise<SignedText> {
  const [signature, { signerOf }] = await Promise.all([
    wallet.signMessage(request),
    import("../core/signature.ts"),
  ]);
  const signer = await signerOf(request.text, signature);
  return { signer, signature: { kind: "eoa", signature } };
}
