import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "../core/address.ts";
import type { SessionEvent } from "../core/session.ts";
import type { Task } from "./session-ports.ts";
import { signText } from "./sign-text.ts";

/** Asks the wallet for the one signature of a first sign-in. */
export async function requestSignature(
  { address, signatureText }: { address: Address; signatureText: string },
  { held, signal }: Task,
): Promise<SessionEvent | undefined> {
  if (!held.wallet) throw new ParleyError("wallet.unavailable", "No wallet is connected");
  const signed = await signText(held.wallet.wallet, { address, text: signatureText });
  if (signal.aborted) return undefined;
  if (signed.signer !== address) return { kind: "signed-by-other", signer: signed.signer };
  held.signature = signed.signature;
  return { kind: "signed" };
}
