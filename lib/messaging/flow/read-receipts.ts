import { isMissed } from "@/lib/calls/core/call-outcome.ts";
import { RINGS_FOR_MS } from "@/lib/calls/core/ring-time.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, MessageRecord, ReadTime, ThreadKey } from "../core/records.ts";
import type { Heard } from "../core/stream-news.ts";
import type { Manners } from "../ports/manners.ts";
import type { Desk } from "./desk.ts";
import { recountUnread } from "./recount-unread.ts";

/** Who has read how far: heard from others, and told to them, both or neither. */
export type ReadReceipts = {
  /** Reads from the store what others have said of a thread. */
  load(key: ThreadKey): Promise<void>;
  hear(read: Heard & { isFromParley: boolean }): void;
  /** Tells the others that this person has read a thread, if there is something new to tell. */
  tell(key: ThreadKey): void;
};

/** One receipt covers what was read in this time: each is a message on the network for ever. */
export const RECEIPT_AFTER_MS = 1_000;

/** By then it is known whether a call was missed: its ringing is over, and so is the word of that. */
const CALL_KNOWN_AFTER_MS = RINGS_FOR_MS + 5_000;

export function createReadReceipts(desk: Desk, manners: () => Manners): ReadReceipts {
  const { host } = desk;
  const waiting = new Set<ThreadKey>();
  const lookedAt = new Set<MessageId>();
  const toldUntilNs = new Map<ThreadKey, bigint>();

  function put(key: ThreadKey, inboxId: InboxId, read: ReadTime): void {
    const thread = desk.threads.get(key);
    if (!thread || inboxId === desk.ownInboxId) return;
    const known = thread.readTimes?.get(inboxId);
    const untilNs = known && known.untilNs > read.untilNs ? known.untilNs : read.untilNs;
    const isFromParley = read.isFromParley || known?.isFromParley === true;
    if (known?.untilNs === untilNs && known.isFromParley === isFromParley) return;
    thread.readTimes = new Map(thread.readTimes).set(inboxId, { untilNs, isFromParley });
    desk.changed(key);
  }

  function newestOfOthers(key: ThreadKey, isIt: (record: MessageRecord) => boolean) {
    const records = desk.threads.get(key)?.timeline.records ?? [];
    return records.findLast((record) => record.senderInboxId !== desk.ownInboxId && isIt(record));
  }

  /** What there is to have read. Who was in a call, or declined it, has told that already. */
  function newestOfOthersNs(key: ThreadKey): bigint | undefined {
    return newestOfOthers(
      key,
      ({ content }) =>
        content.type !== "group-changed" && (content.type !== "call" || isMissed(content.outcome)),
    )?.sentAtNs;
  }

  /** One that rings may be missed yet. */
  function lookAgainAtCall(key: ThreadKey): void {
    const call = newestOfOthers(key, ({ content }) => content.type === "call");
    const isOpen = call?.content.type === "call" && call.content.outcome.kind === "open";
    if (!isOpen || lookedAt.has(call.id)) return;
    lookedAt.add(call.id);
    host.at(host.nowMs() + CALL_KNOWN_AFTER_MS, () => {
      if (!desk.isClosed) tell(key);
    });
  }

  function send(key: ThreadKey): void {
    waiting.delete(key);
    const untilNs = newestOfOthersNs(key);
    if (untilNs === undefined || !mayTell(key, untilNs)) return;
    // It stands for all that is there when it is sent; something may have come that nobody saw.
    if (untilNs > (desk.readUntilNs.get(key) ?? 0n)) return;
    toldUntilNs.set(key, untilNs);
    // One that is lost is made good by the next.
    desk.client?.signal(key, "read", untilNs).catch(() => toldUntilNs.delete(key));
  }

  function mayTell(key: ThreadKey, untilNs: bigint): boolean {
    // A stranger learns nothing, not even that somebody looked.
    const isWelcome = desk.conversations.get(key)?.consent === "allowed";
    return isWelcome && manners().sendsReadReceipts && untilNs > (toldUntilNs.get(key) ?? 0n);
  }

  function tell(key: ThreadKey): void {
    lookAgainAtCall(key);
    const untilNs = newestOfOthersNs(key);
    if (waiting.has(key) || untilNs === undefined || !mayTell(key, untilNs)) return;
    waiting.add(key);
    host.at(host.nowMs() + RECEIPT_AFTER_MS, () => {
      if (!desk.isClosed) send(key);
    });
  }

  return {
    async load(key) {
      const times = await desk.client?.readTimes(key).catch(() => undefined);
      for (const [inboxId, read] of Object.entries(times ?? {})) {
        if (inboxId === desk.ownInboxId) {
          const told = toldUntilNs.get(key) ?? 0n;
          toldUntilNs.set(key, read.untilNs > told ? read.untilNs : told);
        } else put(key, inboxId as InboxId, read);
      }
    },
    hear({ thread, inboxId, atNs, isFromParley }) {
      put(thread, inboxId, { untilNs: atNs, isFromParley });
      // Another device of this inbox has read it.
      if (inboxId === desk.ownInboxId && desk.client) {
        recountUnread(desk, desk.client, [thread]).catch(() => undefined);
      }
    },
    tell,
  };
}
