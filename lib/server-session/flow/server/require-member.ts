import { ParleyError } from "@/lib/errors/base.ts";
import type { Ticket } from "../../core/ticket.ts";
import type { SessionServer } from "./session-server.ts";

/**
 * Asks the network. Fails with `session.not-a-member` for an installation or a wallet that was
 * never in the inbox, is not any more, or for an inbox that does not exist.
 */
export async function requireMember(
  { inboxId, holder }: Pick<Ticket, "inboxId" | "holder">,
  { isMember }: Pick<SessionServer, "isMember">,
): Promise<void> {
  const isOne = await isMember(inboxId, holder).catch((error: unknown) => {
    const isUnknown = error instanceof ParleyError && error.code === "xmtp.not-registered";
    if (isUnknown) return false;
    throw error;
  });
  if (isOne) return;
  throw new ParleyError("session.not-a-member", `No such ${holder.kind} in that inbox`);
}
