import type { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { InboxUse } from "@/lib/identity/core/inbox-use.ts";
import type { OpenProgress } from "@/lib/identity/core/session.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import type { Unsubscribe } from "./host.ts";
import type { InboxChanges } from "./inbox-changes.ts";
import type { XmtpClient } from "./xmtp-client.ts";

export type OpenRequest = {
  address: Address;
  /** Known from an earlier session: lets the store open with no network at all. */
  inboxId?: InboxId;
  /**
   * Keeps the store in memory: what it holds, and the installation that it registers, are good for
   * as long as the tab is there. Only for who knows that and wants it.
   */
  isTemporary?: true;
  onProgress?: (progress: OpenProgress) => void;
  /**
   * What was opened is gone for ever, though nobody closed it: its engine crashed, or the browser
   * ended it. Called once, with `xmtp.engine-died`; close it, and open another.
   */
  onDied?: (error: ParleyError) => void;
};

/**
 * What opening gives: a client that can work, or the one text that must be signed first
 * (XIP-46), or an inbox with no room for another installation. Nothing is registered until
 * `register` is called.
 */
export type OpenedClient =
  | { kind: "ready"; client: XmtpClient }
  | {
      kind: "needs-signature";
      inboxId: InboxId;
      signatureText: string;
      /** Left out for an inbox that this signature begins. */
      use?: InboxUse;
      register: (signature: WalletSignature) => Promise<XmtpClient>;
      /** Gives the store up again; nothing was registered. */
      cancel: () => Promise<void>;
    }
  | {
      kind: "full";
      use: InboxUse;
      /** Makes room; open again after that. */
      admin: InboxChanges;
      cancel: () => Promise<void>;
    };

/**
 * Opens this device's XMTP client for an account.
 *
 * With `inboxId` it never registers: a store that is gone fails with `storage.lost`. Fails with
 * `storage.unavailable` when the browser keeps nothing (checked before anything is
 * registered), `storage.held`, `xmtp.unreachable`, `xmtp.engine`.
 */
export type OpenXmtpClient = (request: OpenRequest) => Promise<OpenedClient>;

/**
 * Begins to load the engine, for the opening that follows; what fails here fails there again.
 * Its file system is opened too if the caller `holdsLock`, the tab's. What comes back gives up
 * what no opening has taken.
 */
export type WarmEngine = (options: { holdsLock: boolean }) => Unsubscribe;
