import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { searchableText } from "../core/searchable-text.ts";
import type { MessageIndex } from "../ports.ts";

/** Messages looked up at once: some ten milliseconds of the engine's time. */
const PAGE_LENGTH = 100;

type CompareParts = {
  index: Pick<MessageIndex, "listIds" | "change">;
  client: Pick<XmtpClient, "readMessages">;
  pause: () => Promise<void>;
};

/**
 * Takes out of the index what the store does not have any more, or has without its words: messages
 * that disappeared by their time, or were taken back while nobody looked. Gives how many.
 */
export async function compareWithStore({ index, client, pause }: CompareParts): Promise<number> {
  let gone = 0;
  for (let after: MessageId | undefined; ; ) {
    const page = { ...(after !== undefined && { after }), limit: PAGE_LENGTH };
    const ids = await index.listIds(page);
    const there = new Set(
      (await client.readMessages(ids)).flatMap(({ id, content }) =>
        searchableText(content) === undefined ? [] : [id],
      ),
    );
    const remove = ids.filter((id) => !there.has(id));
    if (remove.length > 0) await index.change({ remove });
    gone += remove.length;
    after = ids.at(-1);
    if (ids.length < PAGE_LENGTH) return gone;
    await pause();
  }
}
