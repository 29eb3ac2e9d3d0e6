import type { Account } from "../core/session.ts";
import type { SessionPorts } from "./session-ports.ts";

/** Who is signed in on this device, on the network that this page speaks to. */
export function recall({
  memory,
  xmtpEnv,
}: Pick<SessionPorts, "memory" | "xmtpEnv">): Account | undefined {
  const remembered = memory.load();
  if (remembered?.xmtpEnv !== xmtpEnv) return undefined;
  return { address: remembered.address, inboxId: remembered.inboxId };
}
