import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Unsubscribe } from "../../ports/host.ts";
import type { TabChannel } from "../../ports/tabs.ts";
import type { TabMessage, TabNews } from "./tab-messages.ts";

/** What the tabs that show one inbox tell each other of what was done in them. */
export type TabTalk = {
  tell(news: TabNews): void;
  onNews(listener: (news: TabNews) => void): Unsubscribe;
};

export function tabTalk(inboxId: InboxId, channel: TabChannel): TabTalk {
  return {
    tell: (news) => channel.post({ kind: "told", inboxId, news } satisfies TabMessage),
    onNews: (listener) =>
      channel.onMessage((said) => {
        const message = said as TabMessage;
        if (message.kind === "told" && message.inboxId === inboxId) listener(message.news);
      }),
  };
}
