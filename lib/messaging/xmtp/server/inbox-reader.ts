import { ParleyError } from "@/lib/errors/base.ts";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxReader } from "../../ports/inbox-reader.ts";
import { NETWORK_DEADLINE_MS, withDeadline } from "../engine/deadline.ts";
import type { XmtpNetwork } from "../engine/network.ts";
import { InboxThread } from "./inbox-thread.ts";
import { Slots } from "./slots.ts";

/** An inbox of a few updates takes the engine 30 ms; more at once would only wait for each other. */
const AT_ONCE = 8;
const IN_LINE = 64;
/** Compiling the engine takes a second of a processor, and a machine that is busy many times that. */
const STARTS_WITHIN_MS = 60_000;

/**
 * Reads inboxes with libxmtp, in a thread of the server's that is started by the first question:
 * its engine (12.8 MB) costs a server that nobody signs in to nothing. A thread that broke, or
 * waits for a node that says nothing, is replaced by the next question.
 */
export function createInboxReader(
  network: XmtpNetwork,
  { deadlineMs = NETWORK_DEADLINE_MS }: { deadlineMs?: number } = {},
): InboxReader & { close(): void } {
  const slots = new Slots({ atOnce: AT_ONCE, inLine: IN_LINE, waitMs: deadlineMs });
  const door = new Slots({ atOnce: AT_ONCE + IN_LINE, inLine: 0, waitMs: 0 });
  let thread: InboxThread | undefined;

  /** The network is not to blame, nor the line, while there is no engine to ask. */
  async function started(): Promise<InboxThread> {
    if (!thread || thread.isOver) thread = new InboxThread(network);
    const starting = thread;
    try {
      await withDeadline("start", starting.ready, STARTS_WITHIN_MS);
    } catch (cause) {
      const died = new ParleyError("xmtp.engine-died", "It did not start", { cause });
      starting.end(died);
      throw died;
    }
    return starting;
  }

  async function ask<T>(question: Parameters<InboxThread["ask"]>[0]): Promise<T> {
    const asked = await started();
    let isAnswered = false;
    const answer = asked.ask<T>(question).finally(() => {
      isAnswered = true;
    });
    return withDeadline(question.kind, answer, deadlineMs).catch((error: ParleyError) => {
      // What it waits for can't be called off: with more of it the thread would fill up.
      if (!isAnswered) asked.end(error);
      throw error;
    });
  }

  const inTurn = <T>(question: Parameters<InboxThread["ask"]>[0]): Promise<T> =>
    door.run(async () => {
      await started();
      return slots.run(() => ask<T>(question));
    });

  return {
    readMembers: async (inboxId) => {
      const members = await inTurn<{ installationIds: string[]; wallets: string[] } | undefined>({
        kind: "members",
        inboxId,
      });
      if (!members) throw new ParleyError("xmtp.not-registered", "No such inbox");
      return {
        installationIds: members.installationIds as InstallationId[],
        wallets: members.wallets.map(parseAddress),
      };
    },
    findInbox: (address) => inTurn<InboxId | undefined>({ kind: "find", address }),
    isSignedBy: (asked) => ask<boolean>({ kind: "verify", ...asked }),
    close: () => thread?.end(new ParleyError("xmtp.engine-died", "Closed")),
  };
}
