import { fetchRelays } from "@/lib/calls/browser/fetch-relays.ts";
import { newLocalMedia } from "@/lib/calls/browser/local-media.ts";
import { newCertificate } from "@/lib/calls/browser/new-certificate.ts";
import { probeConnection } from "@/lib/calls/browser/probe-connection.ts";
import { sessionLeftCall } from "@/lib/calls/browser/session-left-call.ts";
import { webDevices } from "@/lib/calls/browser/web-devices.ts";
import { openWebPeer } from "@/lib/calls/browser/web-peer.ts";
import { webRinging } from "@/lib/calls/browser/web-ringing.ts";
import { createCalls } from "@/lib/calls/flow/calls.ts";
import { tellOfRings } from "@/lib/calls/flow/tell-of-rings.ts";
import { type ConnectionTest, createConnectionTest } from "@/lib/calls/flow/test-connection.ts";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { webTabChannel } from "@/lib/messaging/tabs/web-tab-channel.ts";
import type { Notifications } from "@/lib/notifications/flow/tell-of-messages.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import type { ServerAccess } from "@/lib/server-session/flow/server-access.ts";
import { openSource } from "@/lib/transfers/browser/file-source.ts";
import { opfsLanding } from "@/lib/transfers/browser/opfs-landing.ts";
import { type CallsWithFiles, createTransfers } from "@/lib/transfers/flow/transfers.ts";
import { indexedTransfers } from "@/lib/transfers/local/indexed-transfers.ts";

/** What calls need of the rest of the page. */
export type CallParts = {
  /** Whether this device keeps anything of who is signed in. */
  keeps: () => boolean;
  messaging: Messaging;
  host: MessagingHost;
  server: ServerAccess;
  client: () => XmtpClient | undefined;
  notifications: Notifications;
  preferences: Preferences;
};

type CallServers = Pick<PublicConfig, "hasRelay" | "stunUrls">;

/** Who helps calls on their way: the relays, as long as they let this inbox in, and who tells addresses. */
function serversOf({ hasRelay, stunUrls }: CallServers, server: ServerAccess) {
  const tellers = stunUrls ? [{ urls: stunUrls }] : [];
  if (!hasRelay) return async () => tellers;
  const relays = fetchRelays(() => server.open());
  return async () => [...(await relays()), ...tellers];
}

/** What calls from here come to, when somebody wants to know. */
export function wireConnectionTest(config: CallServers, server: ServerAccess): ConnectionTest {
  return createConnectionTest({
    probe: probeConnection,
    relays: serversOf(config, server),
    hasRelay: config.hasRelay === true,
  });
}

/** One chunk, fetched once the messenger is live: who only looks at the landing page needs none of it. */
export function wireCalls(
  config: PublicConfig,
  { messaging, host, server, client, notifications, preferences, keeps }: CallParts,
): CallsWithFiles {
  const calls = createCalls({
    messaging,
    host,
    client,
    openPeer: openWebPeer,
    newMedia: newLocalMedia,
    newCertificate,
    ringing: webRinging(),
    relays: serversOf(config, server),
    devices: webDevices,
    leftCalls: sessionLeftCall(() => sessionStorage),
    chosenDevices: () => preferences.store.getState().app,
    talksByKey: () => preferences.store.getState().app.pushToTalkKey !== "",
    onDevicesChosen: (listener) => {
      preferences.store.subscribe(({ app }, before) => {
        if (app !== before.app) listener();
      });
    },
    relaysAll: () => {
      const { isLoaded, app } = preferences.store.getState();
      return !isLoaded || app.relaysCalls;
    },
  });
  tellOfRings(calls, notifications);
  const files = createTransfers({
    calls: calls.store,
    messaging,
    host,
    keeps,
    openSource,
    landing: opfsLanding(config.xmtp.env),
    records: indexedTransfers(config.xmtp.env),
    channel: webTabChannel(`parley-transfers-1-${config.xmtp.env}`),
  });
  return { ...calls, files };
}
