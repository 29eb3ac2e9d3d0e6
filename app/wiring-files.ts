import { fetchArchiveApi } from "@/lib/attachments/browser/fetch-archive-api.ts";
import { createFileWorks } from "@/lib/attachments/browser/file-works.ts";
import { webReach } from "@/lib/attachments/browser/web-reach.ts";
import { webTurns } from "@/lib/attachments/browser/web-turns.ts";
import { eraseShipped } from "@/lib/attachments/flow/erase-shipped.ts";
import { createOpenFiles, type OpenFiles } from "@/lib/attachments/flow/open-files.ts";
import { createOwnArchive, type OwnArchive } from "@/lib/attachments/flow/own-archive.ts";
import { createShipping, type Shipping } from "@/lib/attachments/flow/ship-files.ts";
import { indexedShipments } from "@/lib/attachments/local/indexed-shipments.ts";
import { indexedWithdrawals } from "@/lib/attachments/local/indexed-withdrawals.ts";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { webTabChannel } from "@/lib/messaging/tabs/web-tab-channel.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import type { ServerAccess } from "@/lib/server-session/flow/server-access.ts";
import { opfsLanding } from "@/lib/transfers/browser/opfs-landing.ts";
import { eraseTransfers } from "@/lib/transfers/flow/erase-transfers.ts";
import { indexedTransfers } from "@/lib/transfers/local/indexed-transfers.ts";

/** What files need of the rest of the page. */
export type FileParts = {
  messaging: Messaging;
  preferences: Preferences;
  server: ServerAccess;
  host: MessagingHost;
  client: () => XmtpClient | undefined;
  /** Whether this device keeps anything of who is signed in. */
  keeps: () => boolean;
};

/** All that sends files, opens them and asks for one's own. */
export type FileFlows = {
  openFiles: OpenFiles;
  ownArchive: OwnArchive;
  /** Fails with `archive.none` where there is none. */
  shipping(): Shipping;
  erase(inboxId: InboxId): Promise<void>;
};

/** One chunk: who neither sends nor is shown a file loads nothing of it. */
export function wireFiles(config: PublicConfig, parts: FileParts): FileFlows {
  const { archive, ipfsGatewayUrls, xmtp } = config;
  const { messaging, preferences, server, host, client, keeps } = parts;
  const kept = { ...indexedShipments(xmtp.env), withdrawals: indexedWithdrawals(xmtp.env) };
  const archiveApi = fetchArchiveApi();
  const openServer = async () => void (await server.open());
  const works = createFileWorks({
    networkName: xmtp.env,
    gateways: {
      ...(archive && { archiveGatewayUrl: archive.gatewayUrl }),
      gatewayUrls: ipfsGatewayUrls,
    },
    maxFileBytes: archive?.maxFileBytes ?? 0,
    openSession: async () => {
      // The server that asks for one may have forgotten that which is known here.
      await server.look();
      await server.open();
    },
  });
  const openFiles = createOpenFiles({
    preferences,
    host,
    readInline: async (messageId) => client()?.readInlineFile(messageId),
    loadOpening: async () => works.opening,
    urls: {
      create: (blob) => URL.createObjectURL(blob),
      revoke: (url) => URL.revokeObjectURL(url),
    },
  });
  // Whose files they are: nobody else's stay.
  messaging.store.subscribe(({ inboxId }) => openFiles.show(inboxId));
  openFiles.show(messaging.store.getState().inboxId);
  const shipping =
    archive &&
    createShipping({
      ...works,
      ...kept,
      archive: archiveApi,
      takeTurn: webTurns(`parley-shipment-${xmtp.env}-`),
      channel: webTabChannel(`parley-shipments-1-${xmtp.env}`),
      reach: webReach(),
      openServer,
      messaging,
      host,
      remember: (file, blob) => void openFiles.remember(file, blob),
      gatewayUrl: archive.gatewayUrl,
    });
  return {
    openFiles,
    ownArchive: createOwnArchive({
      archive: archiveApi,
      names: kept.names,
      openServer,
      keptFor: () => (keeps() ? messaging.store.getState().inboxId : undefined),
    }),
    shipping: () => {
      if (shipping) return shipping;
      throw new ParleyError("archive.none", "No archive is configured");
    },
    async erase(inboxId) {
      await eraseShipped(inboxId, { ...kept, sealedFiles: works.sealedFiles });
      await eraseTransfers(inboxId, {
        records: indexedTransfers(xmtp.env),
        landing: opfsLanding(xmtp.env),
        channel: webTabChannel(`parley-transfers-1-${xmtp.env}`),
      });
    },
  };
}
