import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "../core/address.ts";
import type { SessionEvent } from "../core/session.ts";
import type { Task } from "./session-ports.ts";

/**
 * Asks the wallet for the one signature of a first sign-in, and verifies it on this device:
 * the network would refuse a wrong one late and in worse words.
 */
export async function requestSignature(
  { address, signatureText }: { address: Address; signatureText: string },
  { held, signal }: Task,
): Promise<SessionEvent | undefined> {
  if (!held.wallet) throw new ParleyError("wallet.unavailable", "No wallet is connected");
  const [signature, { signerOf }] = await Promise.all([
    held.wallet.wallet.signMessage({ address, text: signatureText }),
    import("../core/signature.ts"),
  ]);
  const signer = await signerOf(signatureText, signature);
  if (signal.aborted) return undefined;
  if (signer !== address) return { kind: "signed-by-other", signer };
  held.signature = { kind: "eoa", signature };
  return { kind: "signed" };
}
