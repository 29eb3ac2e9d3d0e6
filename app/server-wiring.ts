import path from "node:path";
import { onceLoaded } from "@/lib/async/once-loaded.ts";
import { createArchive } from "@/lib/attachments/flow/server/archive.ts";
import type { Archive, PinningService } from "@/lib/attachments/ports.ts";
import { hadArchive } from "@/lib/attachments/server/archive-folder.ts";
import {
  type ArchiveRoutes,
  createArchiveRoutes,
} from "@/lib/attachments/server/http/archive-routes.ts";
import { createKuboNode } from "@/lib/attachments/server/ipfs/kubo-node.ts";
import { viewerFile } from "@/lib/attachments/server/viewer/viewer-files.ts";
import { createRelayRoute } from "@/lib/calls/server/http/relay-route.ts";
import { appConfig } from "@/lib/config/app-config.ts";
import type { AppConfig, ArchiveConfig } from "@/lib/config/parse-config.ts";
import { readEmbedScript } from "@/lib/embed/server/embed-script.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { createContractAccounts } from "@/lib/identity/wallet/contract-accounts.ts";
import { createInboxReader } from "@/lib/messaging/xmtp/server/inbox-reader.ts";
import { offlineWorkerScript } from "@/lib/offline/server/offline-worker-script.ts";
import { siteOf } from "@/lib/server-session/core/site.ts";
import { createServerSessions } from "@/lib/server-session/flow/server/server-sessions.ts";
import { serverHost } from "@/lib/server-session/server/host.ts";
import { sessionCookie } from "@/lib/server-session/server/http/session-cookie.ts";
import {
  createSessionRoutes,
  type SessionRoutes,
} from "@/lib/server-session/server/http/session-routes.ts";
import { localSecret } from "@/lib/server-session/server/local-secret.ts";
import { memoryLedger, memoryNonces } from "@/lib/server-session/server/memory-books.ts";
import { ticketSeal } from "@/lib/server-session/server/sealed-cookie.ts";

/** Everything that the app's server runs. */
export type ParleyServer = {
  session: SessionRoutes;
  archive: ArchiveRoutes;
  /** What opens the relays of calls. */
  relay: (request: Request) => Promise<Response>;
  openArchive: () => Promise<Archive>;
  /** The script of the offline worker for these lists, or undefined without a build. */
  offlineWorker: (lists: readonly string[]) => Promise<string | undefined>;
  /** The script that other sites load, or undefined without a build. */
  embedScript: () => Promise<Buffer<ArrayBuffer> | undefined>;
  /** A part of the frame that shows documents, or undefined for a name that is none. */
  viewerFile: typeof viewerFile;
};

/** Where `next build` puts what `next start` serves. */
const BUILD_DIR = ".next";

const NONCE_KEY_BYTES = 32;

/**
 * Puts the server's adapters behind their ports: for route handlers only, no page imports this.
 * Fails with `config.invalid`.
 */
function createParleyServer(): ParleyServer {
  const config = appConfig();
  const { xmtp, chains, dataDir, session, relay } = config;
  const { nowMs, randomBytes } = serverHost;
  const site = siteOf(session.origin);
  const secret = session.secret ?? localSecret(path.resolve(dataDir));
  const sessions = createServerSessions({
    site,
    inboxes: createInboxReader(xmtp),
    contracts: createContractAccounts(chains),
    seal: ticketSeal(secret, { origin: site.origin, network: xmtp.env }),
    ledger: memoryLedger({ nowMs }),
    nonces: memoryNonces({ nowMs }),
    nonceKey: randomBytes(NONCE_KEY_BYTES),
    nowMs,
    randomBytes,
  });
  const { origin, proxyHops } = session;
  const cookie = sessionCookie(origin);
  const whoAsks = async (request: Request) => (await sessions.read(cookie.read(request)))?.inboxId;
  const archive = onceLoaded(() => openArchive(config));
  return {
    openArchive: archive,
    session: createSessionRoutes({ sessions, origin, proxyHops, nowMs }),
    archive: createArchiveRoutes({
      archive,
      whoAsks,
      origin,
      proxyHops,
      nowMs,
    }),
    relay: createRelayRoute({ ...(relay && { relay }), whoAsks, origin, proxyHops, nowMs }),
    offlineWorker: (lists) => offlineWorkerScript(path.resolve(BUILD_DIR), lists),
    embedScript: () => readEmbedScript(path.resolve(BUILD_DIR)),
    viewerFile,
  };
}

/** Its client is loaded where there is such a service. */
async function connectToService(
  options: NonNullable<ArchiveConfig["pinning"]>,
): Promise<PinningService> {
  const { createRemotePinning } = await import(
    "@/lib/attachments/server/pinning/remote-pinning.ts"
  );
  return createRemotePinning(options);
}

/** Opened when it is needed: who archives nothing needs neither database nor node. */
async function openArchive({ archive, dataDir, databaseUrl }: AppConfig): Promise<Archive> {
  if (!archive) throw new ParleyError("archive.none", "No IPFS node is configured");
  const { keepSweeping, openArchiveStores } = await import(
    "@/lib/attachments/server/open-archive.ts"
  );
  const { pinning } = archive;
  const stores = await openArchiveStores({ dataDir, ...(databaseUrl && { databaseUrl }) });
  const opened = createArchive({
    ...stores,
    node: createKuboNode({ rpcUrl: archive.rpcUrl }),
    ...(pinning && { pinning: await connectToService(pinning) }),
    limits: archive,
    nowMs: serverHost.nowMs,
  });
  keepSweeping(opened);
  return opened;
}

/** Routes may be bundled apart from each other, and bundled again while one develops. */
const SHARED = Symbol.for("parley.server");

/** The one server of this process, made by the first request that needs it. */
export function parleyServer(): ParleyServer {
  const shared = globalThis as { [SHARED]?: ParleyServer };
  shared[SHARED] ??= createParleyServer();
  return shared[SHARED];
}

/** Sees to what an earlier process left of an archive that was used here; one that was not stays closed. */
export async function goOnSweeping(): Promise<void> {
  try {
    const { archive, dataDir } = appConfig();
    if (archive && hadArchive(dataDir)) await parleyServer().openArchive();
  } catch {
    // Said in the log, or by every page; who asks for the archive opens it again.
  }
}
