import type { OpenFiles } from "@/lib/attachments/flow/open-files.ts";
import type { OwnArchive } from "@/lib/attachments/flow/own-archive.ts";
import type { Shipping } from "@/lib/attachments/flow/ship-files.ts";
import type { ConnectionTest } from "@/lib/calls/flow/test-connection.ts";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { shownAccount } from "@/lib/identity/core/shown-account.ts";
import { createNamedDevices, type NamedDevices } from "@/lib/identity/flow/device-names.ts";
import {
  createGroupPicturing,
  type GroupPicturing,
} from "@/lib/identity/flow/keep-group-pictures.ts";
import { createNaming, type Naming } from "@/lib/identity/flow/keep-names.ts";
import { createPicturing, type Picturing } from "@/lib/identity/flow/keep-pictures.ts";
import { createSession, type Session } from "@/lib/identity/flow/session.ts";
import { createAccountMemory } from "@/lib/identity/local/account-memory.ts";
import { describeBrowser } from "@/lib/identity/local/describe-browser.ts";
import { createDeviceNameMemory } from "@/lib/identity/local/device-name-memory.ts";
import { indexedNames } from "@/lib/identity/local/indexed-names.ts";
import { indexedPictures } from "@/lib/identity/local/indexed-pictures.ts";
import { oneTabAtATime } from "@/lib/identity/local/one-tab-at-a-time.ts";
import type {
  EraseDeviceData,
  LentWallet,
  NameStore,
  PictureStore,
  Wallets,
} from "@/lib/identity/ports.ts";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import { browserStorage } from "@/lib/messaging/browser/browser-storage.ts";
import { acceptedPeers } from "@/lib/messaging/core/inbox-list.ts";
import { createStorageWatch, type StorageWatch } from "@/lib/messaging/flow/keep-storage.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import { createMessaging } from "@/lib/messaging/flow/start-messaging.ts";
import { profileTabs } from "@/lib/messaging/flow/tabs/profile-tabs.ts";
import { indexedStores } from "@/lib/messaging/local/indexed-stores.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { SnapshotStore } from "@/lib/messaging/ports/stores.ts";
import { webTabChannel } from "@/lib/messaging/tabs/web-tab-channel.ts";
import { webTabLock } from "@/lib/messaging/tabs/web-tab-lock.ts";
import { lateNotifications } from "@/lib/notifications/flow/late-notifications.ts";
import type { Notifications } from "@/lib/notifications/flow/tell-of-messages.ts";
import { serviceWorkerApp } from "@/lib/offline/browser/service-worker.ts";
import { createOffline, type Offline } from "@/lib/offline/flow/keep-offline.ts";
import { awaitHistory } from "@/lib/preferences/flow/await-history.ts";
import { createPreferences, type Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { indexedPreferences } from "@/lib/preferences/local/indexed-preferences.ts";
import type { PreferenceStore } from "@/lib/preferences/ports.ts";
import { createSearch, type Search } from "@/lib/search/flow/search.ts";
import type { MessageIndexes } from "@/lib/search/ports.ts";
import { webSessionMark } from "@/lib/server-session/browser/web-session-mark.ts";
import { siteOf } from "@/lib/server-session/core/site.ts";
import { createServerAccess, type ServerAccess } from "@/lib/server-session/flow/server-access.ts";
import type { Transactions } from "@/lib/transactions/flow/transactions.ts";
import type { RunStore } from "@/lib/transactions/ports.ts";
import type { CallsWithFiles } from "@/lib/transfers/flow/transfers.ts";
import {
  callsLoader,
  connectionTestLoader,
  contractsLoader,
  engineChunk,
  filesLoader,
  lazyClients,
  lazyIndexes,
  lazyRuns,
  lazyServerApi,
  loadLooking,
  loadSigning,
  namesLoader,
  notificationsLoader,
  picturesLoader,
  transactionsLoader,
  walletsLoader,
} from "./wiring-chunks.ts";

/** Until it is known what a person wants others to see of them, others see nothing. */
const UNKNOWN_MANNERS = { sendsReadReceipts: false, sendsTyping: false };

/** Everything that a page of Parley runs. */
export type Parley = {
  session: Session;
  messaging: Messaging;
  devices: NamedDevices;
  naming: Naming;
  preferences: Preferences;
  notifications: Notifications;
  offline: Offline;
  pictures: Picturing;
  groupPictures: GroupPicturing;
  server: ServerAccess;
  search: Search;
  storage: StorageWatch;
  loadWallets: () => Promise<Wallets>;
  loadTransactions: () => Promise<Transactions>;
  loadShipping: () => Promise<Shipping>;
  loadArchive: () => Promise<OwnArchive>;
  archive?: { maxFileBytes: number; gatewayHost: string };
  gatewayHosts: readonly string[];
  loadOpenFiles: () => Promise<OpenFiles>;
  loadCalls: () => Promise<CallsWithFiles>;
  loadConnectionTest: () => Promise<ConnectionTest>;
  hasRelay: boolean;
  chainIds: readonly number[];
  start: () => void;
};

/** The page that this one is shown in, if it is. */
type Surroundings = { loadLent?: () => Promise<LentWallet> };

/**
 * Puts the adapters behind the ports: the one place that knows both.
 *
 * Touches nothing of the browser before `start`, so a server may call it while rendering. What
 * is heavy is a chunk of its own (`wiring-chunks.ts`), fetched when it is needed.
 */
export function createParley(config: PublicConfig, { loadLent }: Surroundings = {}): Parley {
  const xmtpEnv = config.xmtp.env;
  const stores = indexedStores(xmtpEnv);
  const loadWallets = walletsLoader(config, loadLent);
  const host = browserHost();
  // The version of what tabs say to each other: a tab of an older build is not understood.
  const channel = webTabChannel(`parley-tabs-1-${xmtpEnv}`);
  const preferenceStore = indexedPreferences(xmtpEnv);
  const preferences = createPreferences({ preferenceStore, host, channel });
  const manners = () => {
    const { isLoaded, app } = preferences.store.getState();
    return isLoaded ? app : UNKNOWN_MANNERS;
  };
  const messaging = createMessaging({ ...stores, host, channel, manners });
  const notifications = lateNotifications({
    load: notificationsLoader({
      host,
      channel,
      messaging: messaging.store,
      preferences: preferences.store,
    }),
    messaging: messaging.store,
  });
  const nameStore = indexedNames(xmtpEnv);
  const naming = createNaming({ loadNames: namesLoader(config), nameStore, host });
  const pictureStore = indexedPictures(xmtpEnv);
  const loadPictures = picturesLoader(config);
  const [gateway] = config.ipfsGatewayUrls;
  const groupPictures = createGroupPicturing({ loadPictures, pictureStore, preferences, host });
  const pictures = createPicturing({
    loadPictures,
    pictureStore,
    preferences,
    oneTabAtATime: oneTabAtATime(`parley-pictures-${xmtpEnv}`),
    naming,
    host,
    ...(gateway && { gatewayHost: new URL(gateway).host }),
  });
  const devices = createNamedDevices(createDeviceNameMemory(() => localStorage));
  const indexes = lazyIndexes(xmtpEnv);
  const runs = lazyRuns(xmtpEnv);
  const search = createSearch({ indexes, loadLooking, messaging, host });
  const session = createSession({
    loadWallets,
    loadContracts: contractsLoader(config),
    loadSigning,
    ...lazyClients(config, () => drawn(messaging, host)),
    nowMs: () => Date.now(),
    lock: webTabLock(`parley-client-${xmtpEnv}`),
    tabs: profileTabs({ channel, host }),
    memory: createAccountMemory(() => localStorage),
    eraseDeviceData: eraser(config, {
      ...stores,
      nameStore,
      preferenceStore,
      pictureStore,
      devices,
      indexes,
      runs,
      eraseFiles: async (of) => (await loadFiles()).erase(of),
    }),
    xmtpEnv,
  });
  const server = createServerAccess({
    api: lazyServerApi(),
    mark: webSessionMark(() => localStorage),
    site: () => siteOf(location.origin),
    host,
  });
  const loadFiles = filesLoader(config, {
    messaging,
    preferences,
    server,
    host,
    client: () => session.client(),
    keeps: () => !isTemporary(session),
  });
  const loadShipping = async () => (await loadFiles()).shipping();
  const loadTransactions = transactionsLoader(config, {
    session,
    messaging,
    host,
    runs,
    keeps: () => !isTemporary(session),
  });
  const storage = createStorageWatch(browserStorage(), host);
  const offline = createOffline({ app: serviceWorkerApp(), host });
  const start = once(() => {
    keepOnceUsed({ messaging, storage, session });
    // Who only looks at the landing page has nothing that needs room.
    const watchStorage = once(() => storage.start());
    messaging.store.subscribe(({ inboxId, rows }) => {
      if (inboxId) watchStorage();
      const keeps = !isTemporary(session);
      naming.show(inboxId, { keeps });
      groupPictures.show(inboxId, { keeps });
      devices.show(keeps ? inboxId : undefined);
      preferences.show(inboxId, { keeps });
      preferences.heed(rows);
    });
    notifications.start();
    session.store.subscribe((state) => {
      notifications.lead(state.kind === "ready" && state.leads);
      // A frame is of no use without the page around it, which others serve.
      if (state.kind === "ready" && !isTemporary(session) && !loadLent) offline.keep();
    });
    devices.start();
    pictures.start();
    groupPictures.start();
    befriend({ session, messaging, pictures });
    introduceToServer({ session, server });
    run({ session, messaging, search, devices });
    if (config.archive) goOnShipping({ session, messaging, loadShipping });
    awaitHistory({ session, messaging, preferences });
  });
  return {
    session,
    messaging,
    devices,
    naming,
    preferences,
    notifications,
    offline,
    pictures,
    groupPictures,
    server,
    search,
    storage,
    loadWallets,
    loadTransactions,
    loadShipping,
    loadArchive: async () => (await loadFiles()).ownArchive,
    loadOpenFiles: async () => (await loadFiles()).openFiles,
    loadCalls: callsLoader(config, {
      messaging,
      host,
      server,
      client: () => session.client(),
      keeps: () => !isTemporary(session),
      notifications,
      preferences,
    }),
    loadConnectionTest: connectionTestLoader(config, server),
    hasRelay: config.hasRelay === true,
    ...(config.archive && {
      archive: {
        maxFileBytes: config.archive.maxFileBytes,
        gatewayHost: new URL(config.archive.gatewayUrl).host,
      },
    }),
    gatewayHosts: gatewayHostsOf(config),
    chainIds: config.chains.map(({ chainId }) => chainId),
    start,
  };
}

function gatewayHostsOf({ archive, ipfsGatewayUrls }: PublicConfig): readonly string[] {
  const urls = [...(archive ? [archive.gatewayUrl] : []), ...ipfsGatewayUrls];
  return [...new Set(urls.map((url) => new URL(url).host))];
}

/** Whether everything is in this tab's memory, and nothing of it may be kept. */
function isTemporary({ store }: Session): boolean {
  const state = store.getState();
  return state.kind === "ready" && state.isTemporary === true;
}

/** Pictures are of oneself, and of whom one talks with by one's own will. */
function befriend({
  session,
  messaging,
  pictures,
}: Pick<Parley, "session" | "messaging" | "pictures">): void {
  const tell = () => {
    const state = session.store.getState();
    // Pictures are kept on this device, whoever looks at them.
    if (isTemporary(session)) return pictures.befriend([]);
    const own = state.kind === "ready" || state.kind === "restoring" ? [state.address] : [];
    pictures.befriend([...own, ...acceptedPeers(messaging.store.getState().rows)]);
  };
  session.store.subscribe(tell);
  messaging.store.subscribe(({ rows }, before) => {
    if (rows !== before.rows) tell();
  });
}

/** The server knows, if anybody, who is signed in here now. It is asked for nothing by this. */
function introduceToServer({ session, server }: Pick<Parley, "session" | "server">): void {
  session.store.subscribe(({ kind }) => {
    const absent = kind === "signed-out" ? "nobody" : "somebody";
    server.belongTo(session.client() ?? absent, { keeps: !isTemporary(session) });
  });
}

/** Who is signed in ships files here, and what an earlier page left of it. */
function goOnShipping({
  session,
  messaging,
  loadShipping,
}: Pick<Parley, "session" | "messaging" | "loadShipping">): void {
  const go = async () => {
    const shipping = await loadShipping();
    const state = session.store.getState();
    const isReady = state.kind === "ready";
    const inboxId = isReady ? messaging.store.getState().inboxId : undefined;
    const leads = isReady && state.leads;
    shipping.show(inboxId, { keeps: !isTemporary(session), leads });
  };
  let isWanted = false;
  const look = () => {
    isWanted ||= session.store.getState().kind === "ready";
    // What did not load is fetched by whoever sends files, and nothing is lost.
    if (isWanted) void go().catch(() => undefined);
  };
  session.store.subscribe(look);
  messaging.store.subscribe(({ inboxId }, before) => {
    if (inboxId !== before.inboxId) look();
  });
}

/** The inbox on the screen is the one of who is signed in, from the first moment on. */
function run({
  session,
  messaging,
  search,
  devices,
}: Pick<Parley, "session" | "messaging" | "search" | "devices">) {
  session.store.subscribe((state) => {
    const client = session.client();
    if (state.kind === "ready" && client) {
      messaging.attach(client, state);
      search.attach(client, state);
      return devices.introduce(client.installationId, describeBrowser(navigator.userAgent));
    }
    search.detach();
    const shown = shownAccount(state, session.accounts.store.getState()[0]);
    if (shown) messaging.show(shown.inboxId);
    else messaging.stop();
  });
  messaging.store.subscribe(({ connection }, before) => {
    if (connection.kind === "live" && before.connection.kind !== "live")
      session.checkInstallation();
  });
  session.start();
}

/** Asks the browser to keep what is here once there is a conversation: not of who only looks. */
function keepOnceUsed({
  messaging,
  storage,
  session,
}: Pick<Parley, "messaging" | "storage" | "session">): void {
  const stop = messaging.store.subscribe(({ rows, connection }) => {
    if (rows.length === 0 || connection.kind !== "live" || isTemporary(session)) return;
    stop();
    void storage.look().then(() => storage.store.getState().isKept || storage.keep());
  });
}

/** A list that this device kept is drawn within this; what takes longer is not waited for. */
const DRAWN_WITHIN_MS = 300;

/**
 * Resolves once the list of a returning account is on the screen: the engine compiles on every
 * core there is, and the first sight of the inbox must not wait for that.
 */
function drawn({ store }: Messaging, host: MessagingHost): Promise<void> {
  if (store.getState().status === "ready") return Promise.resolve();
  return new Promise((resolve) => {
    const stopWaiting = host.at(host.nowMs() + DRAWN_WITHIN_MS, resolve);
    const stopWatching = store.subscribe(({ status }) => {
      if (status !== "ready") return;
      stopWatching();
      stopWaiting();
      host.beforePaint(() => host.beforePaint(resolve));
    });
  });
}

function eraser(
  config: PublicConfig,
  {
    snapshots,
    nameStore,
    preferenceStore,
    pictureStore,
    devices,
    indexes,
    runs,
    eraseFiles,
  }: {
    snapshots: SnapshotStore;
    nameStore: NameStore;
    preferenceStore: PreferenceStore;
    pictureStore: PictureStore;
    devices: NamedDevices;
    indexes: MessageIndexes;
    runs: RunStore;
    eraseFiles: EraseDeviceData;
  },
): EraseDeviceData {
  return async (inboxId) => {
    const { eraseXmtpStore } = await engineChunk(
      () => import("@/lib/messaging/xmtp/erase-store.ts"),
    );
    await eraseXmtpStore(config.xmtp, inboxId);
    await snapshots.erase(inboxId);
    await nameStore.erase(inboxId);
    await preferenceStore.erase(inboxId);
    await pictureStore.erase();
    await indexes.erase(inboxId);
    await runs.erase(inboxId);
    await eraseFiles(inboxId);
    devices.forget(inboxId);
  };
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    run();
  };
}
