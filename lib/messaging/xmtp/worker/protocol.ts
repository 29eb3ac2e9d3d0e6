import type { WireError } from "@/lib/errors/wire.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxUse } from "@/lib/identity/core/inbox-use.ts";
import type { OpenProgress } from "@/lib/identity/core/session.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import type { StreamNews } from "../../core/stream-news.ts";
import type { OpenRequest } from "../../ports/open-client.ts";
import type { Question } from "../../ports/questions.ts";
import type { XmtpClient } from "../../ports/xmtp-client.ts";
import type { XmtpNetwork } from "../engine/network.ts";

export type PlainCall = {
  [M in Question]: { kind: "call"; method: M; args: Parameters<XmtpClient[M]> };
}[Question];

/**
 * What the page asks of the worker; each gets one `result` or `error` with the same `id`.
 * `warm` loads the engine ahead, and opens its files for who holds the tab's lock.
 */
export type WorkerRequest = { id: number } & (
  | { kind: "warm"; holdsLock: boolean }
  | { kind: "open"; network: XmtpNetwork; request: Omit<OpenRequest, "onProgress"> }
  | { kind: "register"; signature: WalletSignature }
  | { kind: "erase"; network: XmtpNetwork; inboxId: InboxId }
  | { kind: "sync-all" }
  | { kind: "stream" }
  | { kind: "end-stream"; streamId: number }
  | PlainCall
);

/** Happens while a request is under way, or after it for a stream. */
export type WorkerEvent =
  | { kind: "progress"; progress: OpenProgress }
  | StreamNews
  | { kind: "end"; error?: WireError };

export type WorkerReply = { id: number } & (
  | { kind: "result"; value: unknown }
  | { kind: "error"; error: WireError }
  | { kind: "event"; event: WorkerEvent }
);

/** What the worker says unasked. */
export type WorkerNews =
  /** It holds the Web Lock of this name as long as it lives. */
  | { kind: "alive"; lockName: string }
  /** Its engine panicked: whatever was asked of it gets no answer. */
  | { kind: "panicked"; message: string };

export type ClientIdentity = { inboxId: InboxId; installationId: InstallationId; address: Address };

/** The answer to `open`; `register` answers with a `ClientIdentity`. */
export type OpenAnswer =
  | { kind: "ready"; identity: ClientIdentity }
  | { kind: "needs-signature"; inboxId: InboxId; signatureText: string; use?: InboxUse }
  /** `beginChange` and `applyChange` may be called. */
  | { kind: "full"; use: InboxUse };
