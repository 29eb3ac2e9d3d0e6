import type { WireError } from "@/lib/errors/wire.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { Setting } from "@/lib/preferences/core/settings.ts";
import type { StoredOutgoing } from "../../core/outbox.ts";
import type { MessageId, MessageRecord, ThreadKey } from "../../core/records.ts";
import type { StreamNews } from "../../core/stream-news.ts";
import type { Question } from "../../ports/questions.ts";

/** Whose client it is that a tab leads with. */
export type ClientIdentity = { inboxId: InboxId; installationId: InstallationId; address: Address };

/** What a follower asks of the leader. `join-stream` is answered once the leader's stream stands. */
export type TabCall =
  | { method: Question; args: readonly unknown[] }
  | { method: "syncAll" | "join-stream"; args: readonly [] };

/** What the leader's stream told, and its syncs. */
export type LeaderNews = StreamNews | { kind: "end" };

/** What a person did in one tab and every other one has to know. */
export type TabNews =
  /** Written, or changed on its way: as it is kept on disk. */
  | { kind: "outgoing"; item: StoredOutgoing }
  | { kind: "published"; key: string; message?: MessageRecord }
  /** Published or discarded. */
  | { kind: "gone"; key: string }
  | { kind: "deleted"; messageId: MessageId }
  | { kind: "forgotten"; thread: ThreadKey }
  /** An archive was restored: the store holds more than anybody told. */
  | { kind: "restored" }
  /** A group was made, or changed. */
  | { kind: "group"; thread: ThreadKey }
  /** Preferences: a draft, a conversation put away. */
  | { kind: "settled"; settings: readonly Setting[] }
  /** Somebody works in that tab, and looks at that conversation. */
  | { kind: "looking"; tab: string; thread?: ThreadKey }
  | { kind: "left"; tab: string }
  /** Who is looked at has to say so again. */
  | { kind: "who-looks" }
  /** A tab has just come, with what was read as the disk had it: the others may know more. */
  | { kind: "who-read" }
  | { kind: "read"; untilNs: Readonly<Record<ThreadKey, bigint>> };

/**
 * All that the tabs of a profile say to each other. A `term` is the time that one client is led:
 * its questions and answers mean nothing in the next.
 */
export type TabMessage =
  | { kind: "who-leads" }
  | { kind: "leading"; term: string; identity: ClientIdentity }
  | { kind: "ask"; term: string; tab: string; id: number; call: TabCall }
  /** The leader has the question; the answer may take as long as the network does. */
  | { kind: "taken"; tab: string; id: number }
  | { kind: "answer"; tab: string; id: number; value: unknown }
  | { kind: "refusal"; tab: string; id: number; error: WireError }
  | { kind: "streamed"; term: string; news: LeaderNews }
  | { kind: "told"; inboxId: InboxId; news: TabNews };
