import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Setting } from "./core/settings.ts";

/** What this device keeps of a person's preferences, for each account apart. */
export type PreferenceStore = {
  load(inboxId: InboxId): Promise<Setting[]>;
  /** Of two settings about the same thing it keeps the later, in whatever order they come. */
  save(inboxId: InboxId, settings: readonly Setting[]): Promise<void>;
  /** Forgets everything of an inbox. */
  erase(inboxId: InboxId): Promise<void>;
};
