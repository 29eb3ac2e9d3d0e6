import { createStore, type StoreApi } from "zustand/vanilla";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { OutgoingContent, ThreadKey } from "../core/records.ts";
import type { Connection, InboxRow, Thread } from "../core/view.ts";

/** All that the screen reads of messaging. Every part that did not change is the same object. */
export type MessagingView = {
  /** Whose messages these are; undefined while nobody's inbox is shown. */
  inboxId?: InboxId;
  /** `loading` only until this device's own data has answered. */
  status: "loading" | "ready";
  rows: readonly InboxRow[];
  threads: Readonly<Record<ThreadKey, Thread>>;
  connection: Connection;
  /** Whether all that came while this device did not listen has been taken in. */
  isCaughtUp: boolean;
  /** What was done to a message last and refused by the network; a new object each time. */
  undone?: Undone;
};

/** Something that a person did to a message, and that did not stay. */
export type Undone = { content: OutgoingContent; reason: ErrorCode };

export type MessagingStore = StoreApi<MessagingView>;

export const EMPTY_VIEW: MessagingView = {
  status: "loading",
  rows: [],
  threads: {},
  connection: { kind: "connecting" },
  isCaughtUp: false,
};

export function createMessagingStore(): MessagingStore {
  return createStore<MessagingView>(() => EMPTY_VIEW);
}
