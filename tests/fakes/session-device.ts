import { type ErrorFacts, ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { MAX_INSTALLATIONS } from "@/lib/identity/core/inbox-use.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import type { SessionPorts } from "@/lib/identity/flow/session-ports.ts";
import { signingSteps } from "@/lib/identity/flow/signing-steps.ts";
import type { AccountMemory, RememberedAccount, Wallets } from "@/lib/identity/ports.ts";
import { profileTabs } from "@/lib/messaging/flow/tabs/profile-tabs.ts";
import type { OpenedClient, OpenRequest } from "@/lib/messaging/ports/open-client.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { createFakeContracts, type FakeContracts } from "./fake-contracts.ts";
import { type FakeInbox, fakeInboxAdmin, install } from "./fake-inbox-admin.ts";
import { createGate, type Gate } from "./gate.ts";
import { createProfile } from "./profile.ts";
import { VirtualHost } from "./virtual-host.ts";

/**
 * One browser profile as a session sees it: what it remembers, whose store it has, which tab
 * holds the lock. Several tabs may be made on it.
 */
export type SessionDevice = {
  /** A tab of this profile: give its ports to `createSession`. */
  openTab(wallets: Wallets): SessionPorts;
  /** What happened, in order: opened, registered, closed, cancelled, erased. */
  readonly log: readonly string[];
  /** Accounts whose client has a store here. */
  readonly registered: Set<Address>;
  /** How many clients are open now; two at once is what must never be. */
  readonly openClients: number;
  readonly isLocked: boolean;
  /** Who is signed in here, the one used last first. */
  remembered: readonly RememberedAccount[];
  /** The next call fails; said twice, the next two. */
  failNext(code: ErrorCode, facts?: ErrorFacts): void;
  /** What chains know of contracts. */
  readonly chains: FakeContracts;
  /** The client that is open dies by itself. */
  crash(): void;
  /** The time of this device. */
  nowMs: number;
  /** Time as the tabs have it while they wait for each other. */
  readonly host: VirtualHost;
  /** How many engines are loaded ahead now. */
  readonly warmEngines: number;
  /** The browser lets nothing be stored. */
  keepsNothing: boolean;
  /** How many clients are open in tabs' memory. */
  readonly temporaryClients: number;
  /** The account's inbox has no room for this device until installations of it are revoked. */
  fill(address: Address): void;
  /** Client work waits until the gate is opened. */
  hold(): Gate;
};

export function inboxOf(address: Address): InboxId {
  return address.slice(2).toLowerCase().padEnd(64, "0") as InboxId;
}

export function createSessionDevice(): SessionDevice {
  const log: string[] = [];
  const registered = new Set<Address>();
  const memoryListeners = new Map<symbol, () => void>();
  const host = new VirtualHost();
  const profile = createProfile(host);
  const inboxes = { byId: new Map<InboxId, FakeInbox>(), mustAnswer: () => undefined };
  let openClients = 0;
  let temporaryClients = 0;
  const chains = createFakeContracts();
  const failures: ParleyError[] = [];
  let gate: Gate | undefined;
  let warmEngines = 0;
  let onDied: OpenRequest["onDied"];

  function shareProfile(): Pick<SessionPorts, "lock" | "tabs"> {
    const { lock, channel } = profile.openTab();
    return { lock, tabs: profileTabs({ channel, host }) };
  }

  async function networkAnswered(): Promise<void> {
    await gate?.opened;
    const failure = failures.shift();
    if (failure) throw failure;
  }

  function clientOf(address: Address): XmtpClient {
    openClients += 1;
    log.push("opened");
    const close = async () => {
      openClients -= 1;
      log.push("closed");
    };
    // A session only passes the rest on; messaging has tests of its own.
    return { address, inboxId: inboxOf(address), close } as unknown as XmtpClient;
  }

  function warmEngine() {
    warmEngines = 1;
    return () => {
      warmEngines = 0;
    };
  }

  /** Nothing of it is this device's: any tab may have one, beside whatever else is open. */
  async function openInMemory({ address, onDied: tellDied }: OpenRequest): Promise<OpenedClient> {
    temporaryClients += 1;
    await networkAnswered();
    onDied = tellDied;
    const close = async () => {
      temporaryClients -= 1;
    };
    const identity = { address, inboxId: inboxOf(address) };
    return {
      kind: "needs-signature",
      inboxId: inboxOf(address),
      signatureText: `Sign in as ${address} for now`,
      register: async () => {
        log.push("registered in memory");
        return { ...identity, close } as unknown as XmtpClient;
      },
      cancel: close,
    };
  }

  async function openClient(request: OpenRequest): Promise<OpenedClient> {
    const { address, inboxId } = request;
    if (request.isTemporary) return openInMemory(request);
    if (device.keepsNothing) throw new ParleyError("storage.unavailable", "Told to keep nothing");
    if (openClients > 0) throw new Error("Two clients on one origin");
    warmEngines = 0;
    await networkAnswered();
    onDied = request.onDied;
    if (registered.has(address)) return { kind: "ready", client: clientOf(address) };
    if (inboxId) throw new ParleyError("storage.lost", "No store of this inbox");
    openClients += 1;
    const cancel = async () => {
      openClients -= 1;
      log.push("cancelled");
    };
    const inbox = inboxes.byId.get(inboxOf(address));
    if (inbox && inbox.installations.length >= MAX_INSTALLATIONS) {
      const admin = fakeInboxAdmin(inboxes, inbox.inboxId);
      return { kind: "full", use: await admin.readUse(), admin, cancel };
    }
    return {
      kind: "needs-signature",
      inboxId: inboxOf(address),
      signatureText: `Sign in as ${address}`,
      register: (signature) => register(address, signature),
      cancel,
    };
  }

  async function register(address: Address, given: WalletSignature): Promise<XmtpClient> {
    log.push(`registering ${given.signature.length}`);
    await networkAnswered();
    if (given.kind === "contract") log.push(`as a contract on ${given.chainId}`);
    registered.add(address);
    openClients -= 1;
    return clientOf(address);
  }

  function createMemory(tab: symbol): AccountMemory {
    const change = (accounts: readonly RememberedAccount[]) => {
      device.remembered = accounts;
      // A browser tells the other tabs some time later, and only that something changed.
      for (const [other, listener] of memoryListeners) if (other !== tab) queueMicrotask(listener);
    };
    const others = (inboxId: InboxId) =>
      device.remembered.filter((account) => account.inboxId !== inboxId);
    return {
      load: () => device.remembered,
      use: (account) => change([account, ...others(account.inboxId)]),
      forget: ({ inboxId }) => change(others(inboxId)),
      onChange: (listener) => {
        memoryListeners.set(tab, listener);
        return () => memoryListeners.delete(tab);
      },
    };
  }

  const device: SessionDevice = {
    openTab: (wallets) => ({
      loadWallets: async () => wallets,
      loadContracts: async () => chains.contracts,
      loadSigning: async () => signingSteps,
      openClient,
      warmEngine,
      nowMs: () => device.nowMs,
      ...shareProfile(),
      memory: createMemory(Symbol("tab")),
      eraseDeviceData: async (inboxId) => {
        await networkAnswered();
        log.push(`erased ${inboxId.slice(0, 4)}`);
        for (const address of registered)
          if (inboxOf(address) === inboxId) registered.delete(address);
      },
      xmtpEnv: "local",
    }),
    log,
    chains,
    registered,
    get openClients() {
      return openClients;
    },
    get isLocked() {
      return profile.isLocked;
    },
    remembered: [],
    keepsNothing: false,
    get temporaryClients() {
      return temporaryClients;
    },
    host,
    nowMs: 1_700_000_000_000,
    crash: () => onDied?.(new ParleyError("xmtp.engine-died", "The fake engine was told to die")),
    get warmEngines() {
      return warmEngines;
    },
    fill: (address) => {
      const inboxId = inboxOf(address);
      const inbox: FakeInbox = {
        inboxId,
        installations: [],
        updateCount: 0,
        wallets: [address],
        recovery: address,
      };
      for (let i = 0; i < MAX_INSTALLATIONS; i++)
        install(inbox, { createdAtMs: i, addedBy: address });
      inboxes.byId.set(inboxId, inbox);
    },
    failNext: (code, facts = {}) => {
      failures.push(new ParleyError(code, "The fake network was told to fail", { facts }));
    },
    hold: () => {
      gate = createGate();
      return gate;
    },
  };
  return device;
}
