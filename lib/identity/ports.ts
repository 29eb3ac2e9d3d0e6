import type { Call } from "@/lib/transactions/core/call.ts";
import type { BundleOutcome, CallAbility } from "@/lib/transactions/core/run.ts";
import type { Address, Hex } from "./core/address.ts";
import type { InboxId, InstallationId } from "./core/ids.ts";
import type { KnownName, NameBookEffect, NameRecord } from "./core/name-book-state.ts";
import type { EnsName, FoundName, NameHolder, ResolvedName } from "./core/names.ts";
import type { PictureOwner, PictureRecord } from "./core/picture-record.ts";
import type { ChainVerdict, WalletChain } from "./core/signer-finding.ts";

/** Ends what was begun. Calling it twice is harmless. */
export type Unsubscribe = () => void;

/** A way to sign in that this browser offers. */
export type WalletOption = {
  id: string;
  /**
   * As the wallet announces itself; empty for `legacy`, which has no way to. Of a test wallet that
   * is a Safe, its owners; of one that is lent, the site that lends it.
   */
  name: string;
  /** A data: URI announced by the wallet itself (EIP-6963). */
  iconUrl?: string;
  kind: "installed" | "legacy" | "walletconnect" | "lent" | TestWalletKind;
};

/** A key's account, a Safe, and a Safe that nobody has deployed yet. */
export type TestWalletKind = "test" | "test-safe" | "test-new-safe";

export type WalletChange =
  | { kind: "account"; address: Address }
  | { kind: "chain"; chainId: number }
  | { kind: "disconnected" };

/** A connected wallet. */
export type Wallet = {
  readonly optionId: string;
  /** The account that the person chose when connecting. */
  readonly address: Address;
  /**
   * Asks `address` to sign `text` (EIP-191). What comes back is not verified: a wallet may sign
   * with another account than the one it was asked for. An account that is a contract gives what
   * its contract takes (ERC-1271, ERC-6492), when enough of its owners have approved: that may be
   * after days.
   *
   * Fails with `wallet.rejected`, `wallet.busy`, `wallet.wrong-account` (it does not offer that
   * account), `wallet.unavailable`, `wallet.failed`.
   */
  signMessage(request: { address: Address; text: string }): Promise<Hex>;
  /** Where it is, and whether `address` is a contract there; asks nobody but the wallet itself. */
  readChain(address: Address): Promise<WalletChain>;
  /**
   * Asks the wallet to change to a chain, which it is told of when it does not know it. Fails with
   * `wallet.rejected`, `wallet.busy`, and `wallet.no-switch` when it can't.
   */
  switchChain(chainId: number): Promise<void>;
  readonly calls: WalletCalls;
  onChange(listener: (change: WalletChange) => void): Unsubscribe;
  disconnect(): Promise<void>;
};

/**
 * What a wallet does on chains for its accounts. Fails with `wallet.rejected`, `wallet.busy`,
 * `wallet.wrong-account`, `wallet.unavailable`, `wallet.no-transactions`, `transaction.refused`
 * and `wallet.failed`; with the fact `isUnsure` when nobody knows whether it was sent.
 */
export type WalletCalls = {
  /** What it can do with several calls (EIP-5792); never fails: one at a time every wallet can. */
  readAbility(where: { address: Address; chainId: number }): Promise<CallAbility>;
  /** Sends one call. Its person sees it first; the wallet must be on that chain. */
  send(request: { address: Address; chainId: number; call: Call }): Promise<Hex>;
  /**
   * Gives it several in one request, and what they are called there (EIP-5792). Fails with
   * `wallet.not-atomic` besides, when all or none is wanted and it can't promise that.
   */
  sendTogether(request: {
    address: Address;
    chainId: number;
    calls: readonly Call[];
    isAtomic: boolean;
  }): Promise<string>;
  /** What came of those; undefined while it is not decided. */
  readOutcome(bundleId: string): Promise<BundleOutcome | undefined>;
  /** What came of one call, on the chain where the wallet is; undefined while it is not decided. */
  readReceipt(hash: Hex): Promise<"confirmed" | "reverted" | undefined>;
};

/** The wallets of this browser. */
export type Wallets = {
  /** Tells what there is, at once, and again when a wallet announces itself late. */
  onOptions(listener: (options: readonly WalletOption[]) => void): Unsubscribe;
  /**
   * Opens the wallet for the choice of an account. Fails as `signMessage` does. `onUri` gets the
   * pairing link of WalletConnect, to show as a QR code.
   */
  connect(optionId: string, callbacks?: { onUri?: (uri: string) => void }): Promise<Wallet>;
};

/** The wallet that a page lends to the Parley inside it (EIP-1193). */
export type LentWallet = {
  /** Whose page that is: host and port, as an address bar has them. */
  readonly site: string;
  /** Tells at once whether there is one, and whenever that changes. */
  onPresence(listener: (isThere: boolean) => void): Unsubscribe;
  readonly provider: {
    request(asking: { method: string; params?: readonly unknown[] }): Promise<unknown>;
    on(event: string, listener: (value: never) => void): void;
    removeListener(event: string, listener: (value: never) => void): void;
  };
};

/** What the configured chains know of accounts that are contracts. */
export type ContractAccounts = {
  /** The chains that can be asked. */
  readonly chainIds: readonly number[];
  /**
   * Whether the contract at `address`, deployed or not, takes `signature` for its own of `text`
   * (ERC-1271, ERC-6492). The chain's server learns all three. Never fails: a chain that gives no
   * answer within seconds, and one that is not configured, is `unreachable`.
   */
  judge(question: ContractQuestion, chainId: number): Promise<ChainVerdict>;
};

export type ContractQuestion = { address: Address; text: string; signature: Hex };

/** Who is signed in on this device: enough to open the store again with no wallet and no network. */
export type RememberedAccount = {
  address: Address;
  inboxId: InboxId;
  xmtpEnv: string;
  /** What it was called when it was last in use. */
  name?: string;
};

/** The accounts that are signed in on this device, of all networks. */
export type AccountMemory = {
  /** The one used last first. */
  load(): readonly RememberedAccount[];
  /** Puts an account to use, known before or not. */
  use(account: RememberedAccount): void;
  forget(account: Pick<RememberedAccount, "inboxId" | "xmtpEnv">): void;
  /** Tells when another tab changed something. */
  onChange(listener: () => void): Unsubscribe;
};

/** Erases everything that this device keeps for an inbox: messages, keys, snapshot. */
export type EraseDeviceData = (inboxId: InboxId) => Promise<void>;

/** What a person calls their devices, by installation id. */
export type DeviceNames = Readonly<Record<InstallationId, string>>;

/** The same as this browser keeps them: with whose they are, unless an older version did not say. */
export type KeptDeviceNames = Readonly<Record<InstallationId, { name: string; inboxId?: InboxId }>>;

export type DeviceNameMemory = {
  load(): KeptDeviceNames;
  save(names: KeptDeviceNames): void;
  /** Tells when another tab saved. */
  onChange(listener: () => void): Unsubscribe;
};

/**
 * The names of the configured chains. Everything fails with `name.unreachable` when the chain's
 * server does not answer, within seconds and without a second try.
 */
export type Names = {
  /**
   * A typed name with the address that it stands for now. Fails with `name.invalid`,
   * `name.unknown`, `name.off-chain`.
   */
  resolve(text: string): Promise<ResolvedName>;
  /**
   * The names that addresses chose for themselves: only those that are normalised and point back
   * (ENSIP-3, ENSIP-19). Undefined for who has none; who could not be asked about is missing.
   */
  findNames(addresses: readonly Address[]): Promise<ReadonlyMap<Address, FoundName | undefined>>;
  /** What names point to. One that could not be asked about is missing. */
  findHolders(names: readonly EnsName[]): Promise<ReadonlyMap<EnsName, NameHolder>>;
};

/** What this device keeps of names, for each inbox on its own. */
export type NameStore = {
  load(inboxId: InboxId): Promise<{ records: NameRecord[]; known: KnownName[] }>;
  save(inboxId: InboxId, changes: Extract<NameBookEffect, { kind: "keep" }>): Promise<void>;
  /** Forgets what an inbox knew and was answered. */
  erase(inboxId: InboxId): Promise<void>;
};

/** Pictures of people and groups, from wherever somebody put them (ENSIP-12). */
export type Pictures = {
  /**
   * Asks the picture's server, and gives it as a `data:` URL: small, square and still. Fails with
   * `picture.*`. A token is a picture of its owner alone: without an address it is none.
   */
  fetch(request: { address?: Address; avatarText: string }): Promise<string>;
};

/** The pictures that this device keeps. */
export type PictureStore = {
  load(of: PictureOwner): Promise<PictureRecord | undefined>;
  save(record: PictureRecord): Promise<void>;
  /** Forgets all of them: they tell whom one writes with. */
  erase(): Promise<void>;
};

/** Runs a task while no other tab of this browser runs one. */
export type OneTabAtATime = <Result>(task: () => Promise<Result>) => Promise<Result>;
