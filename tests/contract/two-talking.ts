import type {
  MessageId,
  MessageRecord,
  SentContent,
  ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { newsListener, type StreamNews } from "@/lib/messaging/core/stream-news.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

/** Two people with a DM, and what the first wrote in it; the second has it. */
export async function talk(world: XmtpWorld) {
  const [alix, bo] = [await world.join(), await world.join()];
  const withBo = (await alix.openDm(bo.inboxId)).key;
  const withAlix: ThreadKey = `dm:${alix.inboxId}`;
  const first = await say(alix, withBo, "first");
  await bo.syncAll();
  return { alix, bo, withBo, withAlix, first };
}

export function text(body: string) {
  return { type: "text" as const, text: body };
}

export async function say(client: XmtpClient, key: ThreadKey, body: string): Promise<MessageId> {
  return (await write(client, key, text(body)))?.id as MessageId;
}

let keys = 0;
export async function write(
  client: XmtpClient,
  key: ThreadKey,
  content: SentContent,
): Promise<MessageRecord | undefined> {
  return client.publish(await client.prepare(key, content, `action-${keys++}`));
}

export async function list(client: XmtpClient, key: ThreadKey): Promise<MessageRecord[]> {
  return (await client.listMessages(key, { limit: 100 })).messages;
}

/** Opens a stream; `first` is the first news of a kind. */
export function listenTo(client: XmtpClient, kind: StreamNews["kind"]) {
  const first = Promise.withResolvers<StreamNews>();
  const listener = newsListener((news) => {
    if (news.kind === kind) first.resolve(news);
  });
  return {
    opening: client.stream({ ...listener, onEnd: first.reject }),
    first: first.promise,
  };
}
