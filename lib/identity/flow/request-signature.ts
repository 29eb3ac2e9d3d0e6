import { ParleyError } from "@/lib/errors/base.ts";
import type { SessionEvent, WantedSignature } from "../core/session.ts";
import type { Task } from "./session-ports.ts";
import { signText } from "./sign-text.ts";

/** Asks the wallet for the one signature of a first sign-in. */
export async function requestSignature(
  { address, signatureText: text, chain }: WantedSignature,
  { held, ports, signal }: Task,
): Promise<SessionEvent | undefined> {
  if (!held.wallet) throw new ParleyError("wallet.unavailable", "No wallet is connected");
  const signed = await signText(
    { address, text, ...(chain && { chain }) },
    { wallet: held.wallet.wallet, loadContracts: ports.loadContracts },
  );
  if (signal.aborted) return undefined;
  if (signed.signer !== address) return { kind: "signed-by-other", signer: signed.signer };
  held.signed = signed;
  return { kind: "signed" };
}
