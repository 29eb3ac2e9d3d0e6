import type { XmtpNetwork } from "../engine/network.ts";

/** What the server asks of the thread that holds libxmtp; each gets one reply with the same `id`. */
export type InboxQuestion = { id: number } & (
  | { kind: "members"; inboxId: string }
  | { kind: "find"; address: string }
  | { kind: "verify"; text: string; signature: Uint8Array; installationId: string }
);

export type InboxReply = { id: number } & (
  | { kind: "result"; value: unknown }
  /** The engine's own words; `isPanic` when nothing that it says after this can be trusted. */
  | { kind: "error"; message: string; isPanic: boolean }
);

/** Said once, before all replies: the engine is compiled. */
export type InboxThreadReady = { kind: "ready" };

/** What the thread is started with. */
export type InboxThreadData = { network: XmtpNetwork };
