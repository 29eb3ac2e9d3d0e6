import { ParleyError } from "@/lib/errors/base.ts";
import type { SessionEffect, SessionEvent } from "../core/session.ts";
import { changeInbox } from "./change-inbox.ts";
import type { Task } from "./session-ports.ts";

type Revoking = Extract<SessionEffect, { kind: "revoke" }>;

/** Makes room in a full inbox, with one signature of its recovery address. */
export async function revokeInstallations(
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
