import { ParleyError } from "@/lib/errors/base.ts";
import type { SessionEffect, SessionEvent, WantedSignature } from "../core/session.ts";
import { changeInbox } from "./change-inbox.ts";
import type { SigningSteps, Task } from "./session-ports.ts";
import { signText } from "./sign-text.ts";

type Revoking = Extract<SessionEffect, { kind: "revoke" }>;

/** What of a sign-in a wallet has to sign. Who is signed in already never comes here. */
export const signingSteps: SigningSteps = { requestSignature, revokeInstallations };

/** Asks the wallet for the one signature of a first sign-in. */
async function requestSignature(
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

/** Makes room in a full inbox, with one signature of its recovery address. */
async function revokeInstallations(
  { installationIds, chain }: Revoking,
  { held, ports, signal }: Task,
): Promise<SessionEvent | undefined> {
  const { full, wallet } = held;
  if (!full || !wallet) throw new ParleyError("unexpected", "Revoking needs an inbox and a wallet");
  const change = { kind: "revoke-installations", installationIds } as const;
  const work = changeInbox(change, {
    inbox: full.admin,
    wallet: wallet.wallet,
    loadContracts: ports.loadContracts,
    signal,
    ...(chain && { chain }),
  });
  held.clientWork = work;
  await work;
  return { kind: "revoked" };
}
