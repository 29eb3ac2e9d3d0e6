import { ContentType, type ConversationListItem } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { filesIn, type MessageId } from "../../core/records.ts";
import { EVERY_STATE } from "./consent.ts";
import { readOfTypes, type StoredThreads } from "./history.ts";
import { inSlices } from "./slices.ts";

/** What a file outside of its message may be in. */
const WITH_FILES = [
  ContentType.RemoteAttachment,
  ContentType.MultiRemoteAttachment,
  ContentType.Reply,
];

/** Messages that the inbox of this client sent, that stand, and that have one of these files. */
export async function findOwnWithFiles(
  digests: readonly string[],
  stored: StoredThreads,
): Promise<MessageId[]> {
  const { client } = stored;
  const ownInboxId = client.inboxId as InboxId;
  const items: ConversationListItem[] = client.conversations().list({ consentStates: EVERY_STATE });
  const wanted = new Set(digests);
  const breath = inSlices();
  const ids: MessageId[] = [];
  for (const { conversation } of items) {
    await breath();
    const messages = await readOfTypes(conversation, stored, WITH_FILES);
    for (const { id, senderInboxId, content } of messages) {
      const isOne = filesIn(content).some(
        (file) => file.kind === "remote" && wanted.has(file.contentDigest),
      );
      if (isOne && senderInboxId === ownInboxId) ids.push(id);
    }
  }
  return ids;
}
