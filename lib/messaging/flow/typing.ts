import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmInboxId, type ThreadKey } from "../core/records.ts";
import type { Heard } from "../core/stream-news.ts";
import type { Unsubscribe } from "../ports/host.ts";
import type { Manners } from "../ports/manners.ts";
import type { Desk } from "./desk.ts";

/** Who writes at this moment: heard from others, and told to them, both or neither. */
export type Typing = {
  hear(typing: Heard): void;
  /** A message is there, or its writer stopped. */
  stopped(key: ThreadKey, inboxId: InboxId): void;
  /** This person is writing. Called at every key. */
  tell(key: ThreadKey): void;
  /** This person has sent what they were writing: whatever they write next is news again. */
  sent(key: ThreadKey): void;
};

/** Each word of it is a message on the network: one in this time is enough. */
export const TYPING_EVERY_MS = 8_000;
/** Somebody who says nothing more for so long has stopped. */
export const TYPING_ENDS_AFTER_MS = 12_000;
/** What comes later than this is of another day. */
const TYPING_IS_OLD_MS = 30_000;

export function createTyping(desk: Desk, manners: () => Manners): Typing {
  const { host } = desk;
  const ends = new Map<string, Unsubscribe>();
  const toldAtMs = new Map<ThreadKey, number>();

  function show(key: ThreadKey, inboxId: InboxId, isTyping: boolean): void {
    const thread = desk.threads.get(key);
    if (!thread) return;
    const others = (thread.typing ?? []).filter((other) => other !== inboxId);
    const typing = isTyping ? [...others, inboxId] : others;
    if (typing.length > 0) thread.typing = typing;
    else delete thread.typing;
    desk.changed(key);
  }

  function stopped(key: ThreadKey, inboxId: InboxId): void {
    const name = `${key} ${inboxId}`;
    if (!ends.has(name)) return;
    ends.get(name)?.();
    ends.delete(name);
    show(key, inboxId, false);
  }

  /**
   * Other apps show a type that they don't know as a message they can't show: only who is known
   * to understand it is told.
   */
  function understands(key: ThreadKey): boolean {
    const peer = dmInboxId(key);
    return peer !== undefined && desk.threads.get(key)?.readTimes?.get(peer)?.isFromParley === true;
  }

  /** What they were writing is there already: the two came in the other order. */
  function hasWrittenSince(key: ThreadKey, inboxId: InboxId, atNs: bigint): boolean {
    const records = desk.threads.get(key)?.timeline.records ?? [];
    const last = records.findLast(({ senderInboxId }) => senderInboxId === inboxId);
    return last !== undefined && last.sentAtNs > atNs;
  }

  return {
    stopped,
    sent: (key) => void toldAtMs.delete(key),
    hear({ thread: key, inboxId, atNs }) {
      const ageMs = host.nowMs() - Number(atNs / 1_000_000n);
      if (inboxId === desk.ownInboxId || ageMs > TYPING_IS_OLD_MS) return;
      if (hasWrittenSince(key, inboxId, atNs)) return;
      if (!manners().sendsTyping) return;
      const name = `${key} ${inboxId}`;
      ends.get(name)?.();
      const endsAtMs = host.nowMs() + TYPING_ENDS_AFTER_MS;
      ends.set(
        name,
        host.at(endsAtMs, () => stopped(key, inboxId)),
      );
      show(key, inboxId, true);
    },
    tell(key) {
      const nowMs = host.nowMs();
      const isWelcome = desk.conversations.get(key)?.consent === "allowed";
      const isDue = nowMs >= (toldAtMs.get(key) ?? 0) + TYPING_EVERY_MS;
      if (!isWelcome || !isDue || !manners().sendsTyping || !understands(key)) return;
      toldAtMs.set(key, nowMs);
      desk.client?.signal(key, "typing").catch(() => undefined);
    },
  };
}
