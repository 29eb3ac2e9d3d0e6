import type { CallsView } from "@/lib/calls/flow/calls-view.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { TabChannel } from "@/lib/messaging/ports/tabs.ts";
import type { LandingFiles, OpenSource, TransferRecords } from "../ports.ts";

export type TransfersPorts = {
  /** Who there is a call with, and the way that files take there. */
  calls: Watched<CallsView>;
  messaging: Pick<Messaging, "store">;
  openSource: OpenSource;
  landing: LandingFiles;
  records: TransferRecords;
  /** To the other tabs of the profile. */
  channel: TabChannel;
  host: Pick<MessagingHost, "nowMs" | "at" | "newKey" | "randomBytes" | "onLeaving">;
  /** Whether anything may be kept for who is signed in. */
  keeps: () => boolean;
};

type Watched<State> = {
  getState(): State;
  subscribe(listener: (state: State) => void): () => void;
};
