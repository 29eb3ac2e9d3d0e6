import type { ProfileTabs } from "@/lib/messaging/flow/tabs/profile-tabs.ts";
import type {
  OpenedClient,
  OpenXmtpClient,
  WarmEngine,
} from "@/lib/messaging/ports/open-client.ts";
import type { TabLock } from "@/lib/messaging/ports/tabs.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type {
  ChosenWallet,
  SessionEffect,
  SessionEvent,
  WantedSignature,
} from "../core/session.ts";
import type {
  AccountMemory,
  ContractAccounts,
  EraseDeviceData,
  Unsubscribe,
  Wallet,
  Wallets,
} from "../ports.ts";
import type { Accounts } from "./accounts.ts";
import type { SignedText } from "./sign-text.ts";

/** What a session needs of the world. */
export type SessionPorts = {
  /** Wallets are loaded when somebody wants to sign in, not before. */
  loadWallets: () => Promise<Wallets>;
  /** Loaded when an account did not sign with its key, not before. */
  loadContracts: () => Promise<ContractAccounts>;
  /** Loaded when somebody wants to sign in, not before. */
  loadSigning: () => Promise<SigningSteps>;
  openClient: OpenXmtpClient;
  /** Called when somebody wants to sign in, not before: who only looks pays for no engine. */
  warmEngine: WarmEngine;
  nowMs: () => number;
  lock: TabLock;
  tabs: ProfileTabs;
  memory: AccountMemory;
  eraseDeviceData: EraseDeviceData;
  /** An account remembered from another network is none here. */
  xmtpEnv: string;
};

export type UnregisteredClient = Extract<OpenedClient, { kind: "needs-signature" }>;
export type FullInbox = Extract<OpenedClient, { kind: "full" }>;

/** The wallet of the sign-in, and what is known of it. */
export type HeldWallet = { wallet: Wallet; chosen: ChosenWallet; stopWatching: Unsubscribe };

/** What a session holds at the moment and has to give back. */
export type Held = {
  isLocked?: boolean;
  /** The person wants clients in memory; see `OpenRequest.isTemporary`. */
  isTemporary?: true;
  wallet?: HeldWallet;
  /** The newest try to connect the wallet of the sign-in, as long as it may still be wanted. */
  connecting?: { optionId: string };
  /** Wallets that were connected for single pieces of work, by option, and how many use each. */
  borrowed?: Map<string, { wallet?: Wallet; users: number }>;
  /** Work on the client under way. Nothing may be closed or opened beside it. */
  clientWork?: Promise<unknown>;
  unregistered?: UnregisteredClient;
  /** The way to make room in an inbox that has none for this device. */
  full?: FullInbox;
  signed?: SignedText;
  client?: XmtpClient;
  /** The way to the client of the tab that leads. */
  follower?: ReturnType<ProfileTabs["follow"]>;
  /** Gives up the engine that was loaded ahead, if no client took it. */
  coolEngine?: Unsubscribe;
  /** When clients died by themselves, as far as it counts. */
  diedAtMs?: readonly number[];
};

/** What one piece of work gets: where to report, and when to stop caring. */
export type Task = {
  ports: SessionPorts;
  accounts: Accounts;
  held: Held;
  /** Aborted when the session went another way. What arrives later is not reported. */
  signal: AbortSignal;
  report: (event: SessionEvent) => void;
};

/** What of a sign-in a wallet has to sign; each fails as `signText` does. */
export type SigningSteps = {
  requestSignature(wanted: WantedSignature, task: Task): Promise<SessionEvent | undefined>;
  revokeInstallations(
    revoking: Extract<SessionEffect, { kind: "revoke" }>,
    task: Task,
  ): Promise<SessionEvent | undefined>;
};
