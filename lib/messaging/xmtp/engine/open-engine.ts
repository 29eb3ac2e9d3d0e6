import {
  type Backend,
  type Client,
  createClientWithBackend,
  DeviceSyncMode,
  generateInboxId,
  getInboxIdForIdentifier,
  type Identifier,
  IdentifierKind,
  LogLevel,
} from "@xmtp/wasm-bindings";
import { bytesToHex } from "viem/utils";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { updatesLeft } from "@/lib/identity/core/inbox-use.ts";
import type { OpenedClient, OpenRequest } from "../../ports/open-client.ts";
import { addSignature } from "./add-signature.ts";
import { withDeadline } from "./deadline.ts";
import { engineClient } from "./engine-client.ts";
import { toEngineError } from "./engine-error.ts";
import { ethereumIdentifier } from "./ethereum-identifier.ts";
import { inboxAdmin } from "./inbox-admin.ts";
import { toBackend, type XmtpNetwork } from "./network.ts";

/** Where the engine keeps its database: OPFS in the browser, memory where that is wanted. */
export type EngineStorage = {
  /** Fails with `storage.unavailable` when nothing written here would be there tomorrow. */
  prepare(): Promise<void>;
  /** The file's name for the engine; null keeps the database in memory. */
  path(inboxId: InboxId): string | null;
  exists(inboxId: InboxId): Promise<boolean>;
  close(): Promise<void>;
};

const REGISTER_DEADLINE_MS = 15_000;

/**
 * Opens the client of an account on a loaded engine; see `OpenXmtpClient` for what it gives.
 *
 * With a remembered inbox nothing here needs the network. The store is proven to be there
 * before a signature is asked for: an inbox may have ten installations, and one that lives in
 * memory only would be one of them for ever.
 */
export async function openEngine(
  network: XmtpNetwork,
  storage: EngineStorage,
  request: OpenRequest,
): Promise<OpenedClient> {
  const { address, onProgress } = request;
  onProgress?.({ step: "store" });
  await storage.prepare();
  if (request.inboxId && !(await storage.exists(request.inboxId))) {
    throw new ParleyError("storage.lost", "The database of a remembered account is gone");
  }
  const { historyUrl } = network;
  const backend = toBackend(network);
  if (!request.inboxId) onProgress?.({ step: "network" });
  const identifier = ethereumIdentifier(address);
  const registered = request.inboxId ?? (await findInbox(backend, identifier));
  const inboxId = registered ?? (generateInboxId(identifier) as InboxId);

  const client = await createClient(
    { backend, inboxId, identifier },
    {
      path: storage.path(inboxId),
      isOffline: request.inboxId !== undefined,
    },
  ).catch((error: unknown) => orFull(toEngineError(error), { backend, inboxId }, storage));
  if ("kind" in client) return client;
  if (!(await storage.exists(inboxId))) {
    throw new ParleyError("storage.unavailable", "The engine fell back to a database in memory");
  }

  const ready = () =>
    engineClient({ client, backend, address, historyUrl, onClose: storage.close });
  if (client.isRegistered) return { kind: "ready", client: ready() };
  if (request.inboxId) {
    throw new ParleyError("storage.lost", "The database holds no registered installation");
  }
  const use = registered && (await inboxAdmin({ client, backend, inboxId }).readUse());
  if (use && updatesLeft(use) === 0) {
    throw new ParleyError("identity.update-limit", "No identity update is left");
  }
  return { ...(await needsSignature(client, address, ready, storage)), ...(use && { use }) };
}

type ClientParts = { backend: Backend; inboxId: InboxId; identifier: Identifier };

type ClientOptions = { path: string | null; isOffline: boolean; sync?: DeviceSyncMode };

function createClient(
  { backend, inboxId, identifier }: ClientParts,
  { path, isOffline, sync = DeviceSyncMode.Enabled }: ClientOptions,
): Promise<Client> {
  return createClientWithBackend(
    backend,
    inboxId,
    identifier,
    path,
    null,
    sync,
    null,
    { level: LogLevel.Off },
    isOffline,
  );
}

async function findInbox(backend: Backend, identifier: Identifier): Promise<InboxId | undefined> {
  const lookup = getInboxIdForIdentifier(backend, identifier);
  return (await withDeadline("getInboxIdForIdentifier", lookup)) as InboxId | undefined;
}

/** The engine makes no client for an inbox with ten installations: what can be done without one. */
async function orFull(
  error: ParleyError,
  { backend, inboxId }: { backend: Backend; inboxId: InboxId },
  storage: EngineStorage,
): Promise<Extract<OpenedClient, { kind: "full" }>> {
  if (error.code !== "xmtp.installation-limit") throw error;
  const admin = inboxAdmin({ client: await nobody(backend), backend, inboxId });
  return { kind: "full", use: await admin.readUse(), admin, cancel: storage.close };
}

/** A client in memory for an address that nobody has: it asks the network, and is never registered. */
function nobody(backend: Backend): Promise<Client> {
  const random = crypto.getRandomValues(new Uint8Array(20));
  const identifier = { identifier: bytesToHex(random), identifierKind: IdentifierKind.Ethereum };
  const inboxId = generateInboxId(identifier) as InboxId;
  return createClient(
    { backend, inboxId, identifier },
    {
      path: null,
      isOffline: true,
      sync: DeviceSyncMode.Disabled,
    },
  );
}

async function needsSignature(
  client: Client,
  address: Address,
  ready: () => ReturnType<typeof engineClient>,
  storage: EngineStorage,
): Promise<Extract<OpenedClient, { kind: "needs-signature" }>> {
  const unsigned = () => {
    const request = client.createInboxSignatureRequest();
    if (!request) throw new ParleyError("unexpected", "Not registered, and nothing to sign");
    return request;
  };
  return {
    kind: "needs-signature",
    inboxId: client.inboxId as InboxId,
    signatureText: await unsigned().signatureText(),
    register: async (signature) => {
      // Registering uses a request up even when the network fails it. Each new one has the same
      // text, so the signature that was given once is good for every try.
      const request = unsigned();
      await addSignature(request, address, signature);
      await withDeadline("register", client.registerIdentity(request), REGISTER_DEADLINE_MS);
      return ready();
    },
    cancel: storage.close,
  };
}
