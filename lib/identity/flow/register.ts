import { ParleyError } from "@/lib/errors/base.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { SessionEvent } from "../core/session.ts";
import { chainAskedFor, withDoubt } from "../core/signing-chain.ts";
import { lead } from "./open-client.ts";
import type { Task, UnregisteredClient } from "./session-ports.ts";
import type { SignedText } from "./sign-text.ts";

/** Registers this device with the signature that is in hand, which stays for another try. */
export function register(task: Task): Promise<SessionEvent> {
  const registering = registerWith(task);
  task.held.clientWork = registering;
  return registering;
}

async function registerWith({ held, ports }: Task): Promise<SessionEvent> {
  const { unregistered, signed } = held;
  if (!unregistered || !signed) {
    throw new ParleyError("unexpected", "Registering needs an opened client and a signature");
  }
  const opened = lead(await registerAs(signed, unregistered), { ports, held });
  delete held.unregistered;
  delete held.signed;
  const isNewDevice = (unregistered.use?.installations.length ?? 0) > 0;
  return { ...opened, ...(isNewDevice && { isNewDevice }) };
}

async function registerAs(
  { signature, doubt }: SignedText,
  { register: publish }: UnregisteredClient,
): Promise<XmtpClient> {
  try {
    return await publish(signature);
  } catch (error) {
    const bound = error instanceof ParleyError ? chainAskedFor(error) : undefined;
    if (signature.kind !== "eoa" || !bound?.isBound) throw withDoubt(error, doubt);
    // Some app registered the account as a contract once. Nobody has to sign again for that: its
    // contract may take what its key signed (EIP-7702), and XMTP does where there is no contract.
    const { chainId } = bound;
    return publish({ ...signature, kind: "contract", chainId }).catch((refusal: unknown) => {
      throw refusal instanceof ParleyError && refusal.code === "wallet.not-owner" ? error : refusal;
    });
  }
}
