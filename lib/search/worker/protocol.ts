import type { WireError } from "@/lib/errors/wire.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { SearchScope } from "../core/search-index.ts";
import type { IndexChange, IndexProgress } from "../ports.ts";

/** What the page asks of the worker; `open` first. Each gets one answer, in the order of asking. */
export type IndexRequest =
  | { kind: "open"; networkName: string; inboxId: InboxId; temporary: boolean }
  | { kind: "change"; change: IndexChange }
  | { kind: "find"; text: string; scope: SearchScope }
  | { kind: "list-ids"; after?: MessageId; limit: number }
  | { kind: "save"; progress: IndexProgress };

export type IndexReply = { id: number; value: unknown } | { id: number; error: WireError };
