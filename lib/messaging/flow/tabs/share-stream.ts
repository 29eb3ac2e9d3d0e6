import { ParleyError } from "@/lib/errors/base.ts";
import { newsListener, tellNews } from "../../core/stream-news.ts";
import type { XmtpClient } from "../../ports/xmtp-client.ts";
import type { LeaderNews } from "./tab-messages.ts";

export type SharedStream = Pick<XmtpClient, "stream" | "syncAll"> & {
  /** Resolves when a stream stands; fails when opening the one under way does. */
  standing(): Promise<void>;
};

/**
 * One stream for all tabs: a browser allows a server few connections. Whatever the client
 * streams or finds in a sync is told to `tell` as well; syncs that overlap are one.
 */
export function shareStream(client: XmtpClient, tell: (news: LeaderNews) => void): SharedStream {
  let current: symbol | undefined;
  let opening: Promise<unknown> | undefined;
  let syncing: Promise<void> | undefined;

  return {
    async stream(handlers) {
      const own = Symbol("stream");
      const opened = client.stream({
        ...newsListener((news) => {
          tellNews(handlers, news);
          tell(news);
        }),
        onEnd: (cause) => {
          if (current === own) {
            current = undefined;
            tell({ kind: "end" });
          }
          handlers.onEnd(cause);
        },
      });
      opening = opened;
      const close = await opened;
      current = own;
      return () => {
        if (current === own) current = undefined;
        close();
      };
    },

    syncAll(onConversation) {
      syncing ??= client
        .syncAll((conversation) => {
          onConversation?.(conversation);
          tell({ kind: "conversation", conversation });
        })
        .finally(() => {
          syncing = undefined;
        });
      return syncing;
    },

    async standing() {
      if (current) return;
      await opening;
      if (!current) throw new ParleyError("xmtp.unreachable", "The leader has no stream now");
    },
  };
}
