import type { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "./address.ts";
import type { InboxId, InstallationId } from "./ids.ts";
import type { InboxUse } from "./inbox-use.ts";
import type { SigningChain } from "./signing-chain.ts";

/** How far the opening of a client is; `bytes` while the engine (wasm) is downloaded. */
export type OpenProgress =
  | { step: "engine"; loadedBytes: number; totalBytes: number }
  | { step: "store" }
  | { step: "network" };

/** The account that this device is signed in as. */
export type Account = { address: Address; inboxId: InboxId };

/** The wallet that somebody signed in with. `isGone`: it said that it disconnected, and nothing since. */
export type ChosenWallet = { optionId: string; isGone?: true };

/** What the wallet did behind a session that goes on without it: the keys are on this device. */
export type WalletNote =
  | { kind: "disconnected" }
  /**
   * The wallet shows another account now; the session stays with the one it has. `optionId`: of a
   * wallet that was only looked at, and has to be connected before it can be followed.
   */
  | { kind: "other-account"; address: Address; optionId?: string };

/** The one signature of a first sign-in: who gives it, and for what. */
export type WantedSignature = {
  address: Address;
  signatureText: string;
  /** The chain on which the account is a contract, as its wallet says. */
  contractOn?: number;
  /** Where it has to be given, after it did not count elsewhere. */
  chain?: SigningChain;
};

/** What was being done when something failed: a retry does it again. */
export type FailedStep =
  | { step: "connecting"; optionId: string; wanted?: Address }
  /** The wallet went away in the middle of a sign-in; the way on is to choose one again. */
  | { step: "wallet-gone"; address: Address }
  | { step: "opening"; address: Address }
  | ({ step: "signing" } & WantedSignature)
  /** The signature is there already and is used again: nobody signs twice for one sign-in. */
  | ({ step: "registering" } & WantedSignature)
  | ({ step: "restoring" } & Account)
  /** What this device kept is gone; the way on is a new sign-in. */
  | ({ step: "lost" } & Account)
  | { step: "taking-over"; account?: Account }
  | { step: "signing-out"; account: Account; erase: boolean; again?: true };

/** Where a person is between the landing page and a usable inbox. */
export type SessionState =
  /** What this device remembers has not been read yet (also while server-rendering). */
  | { kind: "starting" }
  | { kind: "signed-out" }
  /** The wallet is open for the choice of an account. */
  /** `wanted`: the account that is to be gone on as. */
  | { kind: "connecting"; optionId: string; pairingUri?: string; wanted?: Address }
  /** The engine loads, the store opens, the network is asked for the inbox. */
  | { kind: "opening"; address: Address; progress?: OpenProgress; contractOn?: number }
  /** First time on this device: one signature is needed, and explained before the wallet opens. */
  | ({ kind: "explaining"; use?: InboxUse; isTemporary?: true } & WantedSignature)
  /** The inbox has as many installations as it may: which is to go? `error` is of the last try. */
  | { kind: "full"; address: Address; use: InboxUse; error?: ParleyError }
  /** The chosen ones are being revoked: the wallet asks for the signature of the recovery address. */
  | { kind: "revoking"; address: Address; use: InboxUse }
  | ({ kind: "signing" } & WantedSignature)
  | ({ kind: "registering" } & WantedSignature)
  /** During a sign-in as `from` the wallet changed to, or signed with, `to`. */
  | { kind: "account-changed"; from: Address; to: Address; because: "switched" | "signed" }
  /** Returning: local data shows while the client opens underneath. No signature. */
  | ({ kind: "restoring"; progress?: OpenProgress } & Account)
  /**
   * The client is open: in this tab if it `leads`, else in another one of the profile. One that
   * `isTemporary` keeps nothing on this device and is shared with no other tab.
   */
  | ({
      kind: "ready";
      leads: boolean;
      isNewDevice?: true;
      isTemporary?: true;
      walletNote?: WalletNote;
    } & Account)
  /** Another tab of this profile has the lock, and leads with no client that this one could use. */
  | { kind: "elsewhere"; account?: Account }
  /** Asked the other tab to let go. */
  | { kind: "taking-over"; account?: Account }
  /** `again`: to sign in anew, and not to go on as another account of this device. */
  | { kind: "signing-out"; account: Account; erase: boolean; again?: true }
  /** The step failed; `retry` does it again, `dismiss` goes back to signed-out. */
  | { kind: "failed"; error: ParleyError; failed: FailedStep };

/** What happened: said by the person, the wallet, the client or another tab. */
export type SessionEvent =
  /** What this device remembers was read. */
  | { kind: "started"; account?: Account }
  | { kind: "connect"; optionId: string; wanted?: Address }
  | { kind: "pairing-uri"; uri: string }
  | { kind: "connected"; address: Address }
  | { kind: "progress"; progress: OpenProgress }
  | { kind: "signature-needed"; signatureText: string; use?: InboxUse; isTemporary?: true }
  /** The wallet says that the account is a contract on that chain. */
  | { kind: "contract-told"; chainId: number }
  | { kind: "installations-full"; use: InboxUse }
  /** Make room: these installations of a full inbox are to go. */
  | { kind: "revoke"; installationIds: readonly InstallationId[] }
  | { kind: "revoked" }
  | { kind: "sign" }
  | { kind: "signed" }
  | { kind: "signed-by-other"; signer: Address }
  /** `isNewDevice`: just registered, for an inbox that has others. */
  | { kind: "opened"; account: Account; leads: boolean; isNewDevice?: true; isTemporary?: true }
  | { kind: "failed"; error: ParleyError }
  /** The client that was open is gone. `deathsLately` counts this one and those shortly before. */
  | { kind: "client-died"; error: ParleyError; deathsLately: number }
  /** This device was revoked from its inbox. */
  | { kind: "revoked-here" }
  /** The wallet of the sign-in shows this account now. */
  | { kind: "wallet-account"; address: Address }
  /**
   * What a wallet shows that is only looked at here; nothing, where no address is said. `chosen`: the
   * wallet of the sign-in, if this tab has it still.
   */
  | { kind: "wallet-seen"; optionId: string; address?: Address; chosen?: ChosenWallet }
  | { kind: "wallet-chain"; chainId: number }
  | { kind: "wallet-disconnected" }
  | { kind: "use-new-account" }
  /** The browser keeps nothing, and the person wants a session that ends with the tab. */
  | { kind: "use-temporary" }
  | { kind: "retry" }
  /** `back`: who is signed in on this device already, and is gone back to. */
  | { kind: "dismiss"; back?: Account }
  | { kind: "dismiss-note" }
  /** Another account of this device is to be used. */
  | { kind: "switch"; account: Account }
  | { kind: "sign-out"; erase: boolean }
  /** `next`: who is remembered still, and was used last. */
  | { kind: "signed-out"; next?: Account }
  /** The lock is with another tab, and no client to work through. */
  | { kind: "lock-elsewhere" }
  /** The tab that led is gone or has let go: it is this one's turn. */
  | { kind: "lock-granted" }
  /** A tab leads now with the account's client. */
  | { kind: "led" }
  /** This is who is signed in on this device now: another tab signed in, out, or switched. */
  | { kind: "remembered"; account?: Account }
  /** Another tab asks for the lock. */
  | { kind: "handover-requested"; back?: Account }
  | { kind: "use-here" }
  | { kind: "taken-over"; account?: Account };

/** What has to be done; `lib/identity/flow` does it and reports back with an event. */
export type SessionEffect =
  /** Take the tab lock, then ask the wallet for an account. */
  | { kind: "connect-wallet"; optionId: string }
  /** Clients are in memory from now on, until the session lets go. */
  | { kind: "forgo-storage" }
  /** Take the tab lock if it is not held, then open the client. */
  | { kind: "open-client"; address: Address; inboxId?: InboxId }
  | ({ kind: "request-signature" } & WantedSignature)
  /** Have the wallet sign that these installations go, and tell the network. */
  | { kind: "revoke"; installationIds: readonly InstallationId[]; chain?: SigningChain }
  /** Register with the signature that is in hand. */
  | { kind: "register" }
  /** The account is signed in on this device, and the one that is used now. */
  | { kind: "remember"; account: Account }
  | { kind: "forget"; account: Account }
  /** Go on as who is remembered, if anybody is. */
  | { kind: "recall" }
  /** Give up the client, or what was opened of it, and keep wallet and lock. */
  | { kind: "close-client" }
  /**
   * Give up client, wallet and lock; what is still on its way is ignored when it arrives. Who
   * opens another client next may keep the lock: nobody shall lead in between.
   */
  | { kind: "let-go"; keepsLock?: true }
  | { kind: "sign-out"; erase: boolean; account: Account }
  | { kind: "take-over" };
