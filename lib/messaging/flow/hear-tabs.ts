import { toStored } from "../core/outbox.ts";
import { isWritten, type ThreadKey } from "../core/records.ts";
import type { Unsubscribe } from "../ports/host.ts";
import type { Desk } from "./desk.ts";
import { showGroupChange } from "./groups.ts";
import { listConversations } from "./list-conversations.ts";
import { readStore } from "./receive-messages.ts";
import { recountUnread } from "./recount-unread.ts";
import type { Sending } from "./send-message.ts";
import type { TabNews } from "./tabs/tab-messages.ts";
import type { TabTalk } from "./tabs/tab-talk.ts";

/** Does on this tab's desk what was done in another tab of the profile. */
export function hearTabs(desk: Desk, sending: Sending, talk: TabTalk): Unsubscribe {
  return talk.onNews((news) => {
    if (desk.isClosed) return;
    if (news.kind === "who-read") talk.tell({ kind: "read", untilNs: readTimes(desk) });
    else take(news, desk, sending);
  });
}

function readTimes(desk: Desk): Record<ThreadKey, bigint> {
  return Object.fromEntries(desk.readUntilNs);
}

function take(news: Exclude<TabNews, { kind: "who-read" }>, desk: Desk, sending: Sending): void {
  switch (news.kind) {
    case "outgoing":
      sending.dispatch({ kind: "told", item: news.item });
      break;
    case "gone":
      sending.dispatch({ kind: "gone", key: news.key });
      break;
    case "published":
      settle(desk, sending, news);
      break;
    case "deleted":
      desk.dropMessage(news.messageId);
      break;
    case "forgotten":
      desk.emptyThread(news.thread);
      readStore(desk, sending).catch(() => undefined);
      break;
    case "restored":
      desk.tellStoreNews({ kind: "restored" });
      readStore(desk, sending).catch(() => undefined);
      break;
    case "group":
      if (desk.client) listConversations(desk, desk.client).catch(() => undefined);
      if (desk.threads.has(news.thread)) showGroupChange({ desk, sending }, news.thread);
      break;
    case "read":
      read(desk, news);
      break;
  }
}

function settle(
  desk: Desk,
  sending: Sending,
  { key, message }: Extract<TabNews, { kind: "published" }>,
): void {
  const written = desk.outbox.queue.find((item) => item.key === key);
  // The row keeps its place and its key: the id is what ties the two together.
  if (written && message && isWritten(written.content)) {
    sending.dispatch({ kind: "told", item: toStored({ ...written, messageId: message.id }) });
  }
  if (message) desk.putMessages(message.thread, [message]);
  sending.dispatch({ kind: "gone", key });
}

function read(desk: Desk, { untilNs }: Extract<TabNews, { kind: "read" }>): void {
  const entries = Object.entries(untilNs) as [ThreadKey, bigint][];
  const news = entries.filter(([thread, ns]) => ns > (desk.readUntilNs.get(thread) ?? 0n));
  for (const [thread, ns] of news) {
    desk.readUntilNs.set(thread, ns);
    desk.unreadCounts.set(thread, 0);
    desk.changed(thread);
  }
  // What came after it in the meantime is unread still.
  const threads = news.map(([thread]) => thread);
  if (desk.client) recountUnread(desk, desk.client, threads).catch(() => undefined);
}
