import { isMissed } from "@/lib/calls/core/call-outcome.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { filesIn, type ThreadKey } from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { FakeNetwork } from "./fake-network.ts";
import type { FakeRecords } from "./fake-records.ts";
import type { FakeStore } from "./fake-store.ts";

type Reading = Pick<
  XmtpClient,
  | "listMessages"
  | "listNewer"
  | "readMessages"
  | "readInlineFile"
  | "findOwnWithFiles"
  | "countUnread"
>;

/** How a client's messages are read: what is over is not among them. */
export function fakeReading(
  network: FakeNetwork,
  store: FakeStore,
  { inboxId, records: { isOver, messagesOf } }: { inboxId: InboxId; records: FakeRecords },
): Reading {
  return {
    listMessages: async (key, { untilNs, insertedAfterNs, limit }) => {
      const all = messagesOf(key).filter(
        ({ id, sentAtNs }) =>
          (untilNs === undefined || sentAtNs <= untilNs) &&
          (insertedAfterNs === undefined || (store.insertedAtNs.get(id) ?? 0n) >= insertedAfterNs),
      );
      return { messages: all.slice(-limit), hasOlder: all.length > limit };
    },
    listNewer: async (key, { fromNs, limit }) => {
      const all = messagesOf(key).filter(({ sentAtNs }) => sentAtNs >= fromNs);
      return { messages: all.slice(0, limit), hasNewer: all.length > limit };
    },
    readMessages: async (ids) =>
      ids.flatMap((id) => {
        const message = store.messages.get(id);
        return message && !isOver(message.expiresAtNs) ? message : [];
      }),
    readInlineFile: async (id) =>
      store.messages.has(id) ? network.inlineFiles.get(id) : undefined,
    findOwnWithFiles: async (digests) =>
      [...store.messages.values()]
        .filter(
          ({ senderInboxId, content, expiresAtNs }) =>
            senderInboxId === inboxId &&
            !isOver(expiresAtNs) &&
            filesIn(content).some(
              (file) => file.kind === "remote" && digests.includes(file.contentDigest),
            ),
        )
        .map(({ id }) => id),
    countUnread: async (readUntilNs) => {
      const counts: Record<ThreadKey, number> = {};
      for (const [key, hereNs] of Object.entries(readUntilNs) as [ThreadKey, bigint][]) {
        const elsewhereNs = store.readTimes.get(key)?.get(inboxId)?.untilNs ?? 0n;
        const untilNs = hereNs > elsewhereNs ? hereNs : elsewhereNs;
        const unread = messagesOf(key).filter(
          ({ senderInboxId, sentAtNs, content }) =>
            senderInboxId !== inboxId &&
            sentAtNs > untilNs &&
            content.type !== "group-changed" &&
            (content.type !== "call" || isMissed(content.outcome)) &&
            content.type !== "deleted",
        );
        if (unread.length > 0) counts[key] = unread.length;
      }
      return counts;
    },
  };
}
