import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupRecord } from "../core/group.ts";
import type { MessageId, ReadTime } from "../core/records.ts";
import type { Timeline } from "../core/timeline.ts";

/** A part of a thread without holes. */
export type ThreadWindow = { timeline: Timeline; hasOlder: boolean };

/** A thread that was looked at, or is kept warm. Its own window reaches to the latest message. */
export type OpenThread = ThreadWindow & {
  /** Whether the newest page is in: a message that came by stream alone is not a history. */
  isLoaded: boolean;
  /** Shown instead, while somebody reads in the middle of a long history. */
  aside?: ThreadWindow;
  /** The message that somebody asked to see. */
  target?: { messageId: MessageId; turn: number };
  /** Addresses of those who wrote in a group; a new map with each that becomes known. */
  senders?: ReadonlyMap<InboxId, Address>;
  /** Of the others; a new map with each change. */
  readTimes?: ReadonlyMap<InboxId, ReadTime>;
  typing?: readonly InboxId[];
  /** Given once somebody looked at the group. */
  group?: GroupRecord;
};
