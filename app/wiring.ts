import type { PublicConfig } from "@/lib/config/public-config.ts";
import { isTemporary } from "@/lib/identity/core/is-temporary.ts";
import { createNamedDevices } from "@/lib/identity/flow/device-names.ts";
import { createGroupPicturing } from "@/lib/identity/flow/keep-group-pictures.ts";
import { createNaming } from "@/lib/identity/flow/keep-names.ts";
import { createPicturing } from "@/lib/identity/flow/keep-pictures.ts";
import { createSession } from "@/lib/identity/flow/session.ts";
import { createAccountMemory } from "@/lib/identity/local/account-memory.ts";
import { createDeviceNameMemory } from "@/lib/identity/local/device-name-memory.ts";
import { indexedNames } from "@/lib/identity/local/indexed-names.ts";
import { indexedPictures } from "@/lib/identity/local/indexed-pictures.ts";
import { oneTabAtATime } from "@/lib/identity/local/one-tab-at-a-time.ts";
import type { LentWallet } from "@/lib/identity/ports.ts";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import { browserStorage } from "@/lib/messaging/browser/browser-storage.ts";
import { createStorageWatch } from "@/lib/messaging/flow/keep-storage.ts";
import { createMessaging } from "@/lib/messaging/flow/start-messaging.ts";
import { profileTabs } from "@/lib/messaging/flow/tabs/profile-tabs.ts";
import { indexedStores } from "@/lib/messaging/local/indexed-stores.ts";
import { webTabChannel } from "@/lib/messaging/tabs/web-tab-channel.ts";
import { webTabLock } from "@/lib/messaging/tabs/web-tab-lock.ts";
import { lateNotifications } from "@/lib/notifications/flow/late-notifications.ts";
import { serviceWorkerApp } from "@/lib/offline/browser/service-worker.ts";
import { createOffline } from "@/lib/offline/flow/keep-offline.ts";
import { createPreferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { indexedPreferences } from "@/lib/preferences/local/indexed-preferences.ts";
import { createSearch } from "@/lib/search/flow/search.ts";
import { webSessionMark } from "@/lib/server-session/browser/web-session-mark.ts";
import { siteOf } from "@/lib/server-session/core/site.ts";
import { createServerAccess } from "@/lib/server-session/flow/server-access.ts";
import {
  callsLoader,
  connectionTestLoader,
  contractsLoader,
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
import { drawn } from "./wiring-drawn.ts";
import { eraser } from "./wiring-erase.ts";
import type { Parley } from "./wiring-parley.ts";
import { starter } from "./wiring-start.ts";

/** Until it is known what a person wants others to see of them, others see nothing. */
const UNKNOWN_MANNERS = { sendsReadReceipts: false, sendsTyping: false };

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
    keeps: () => !isTemporary(session.store.getState()),
  });
  const loadShipping = async () => (await loadFiles()).shipping();
  const loadTransactions = transactionsLoader(config, {
    session,
    messaging,
    host,
    runs,
    keeps: () => !isTemporary(session.store.getState()),
  });
  const storage = createStorageWatch(browserStorage(), host);
  const offline = createOffline({ app: serviceWorkerApp(), host });
  const parley: Omit<Parley, "start"> = {
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
      keeps: () => !isTemporary(session.store.getState()),
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
  };
  const isFramed = loadLent !== undefined;
  return { ...parley, start: starter(parley, { isFramed }) };
}

function gatewayHostsOf({ archive, ipfsGatewayUrls }: PublicConfig): readonly string[] {
  const urls = [...(archive ? [archive.gatewayUrl] : []), ...ipfsGatewayUrls];
  return [...new Set(urls.map((url) => new URL(url).host))];
}
