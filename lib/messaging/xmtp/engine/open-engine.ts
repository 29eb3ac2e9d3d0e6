import {
  type Client,
  createClientWithBackend,
  DeviceSyncMode,
  generateInboxId,
  getInboxIdForIdentifier,
  LogLevel,
} from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { OpenedClient, OpenRequest } from "../../ports.ts";
import { addSignature } from "./add-signature.ts";
import { withDeadline } from "./deadline.ts";
import { engineClient, ethereumIdentifier } from "./engine-client.ts";
import { toEngineError } from "./engine-error.ts";
import { toBackend, type XmtpNetwork } from "./network.ts";

/** Where the engine keeps its database: OPFS in the browser, memory in Node's tests. */
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
  const backend = toBackend(network);
  if (!request.inboxId) onProgress?.({ step: "network" });
  const identifier = ethereumIdentifier(address);
  const inboxId =
    request.inboxId ??
    (await withDeadline("getInboxIdForIdentifier", getInboxIdForIdentifier(backend, identifier))) ??
    generateInboxId(identifier);

  const client = await createClientWithBackend(
    backend,
    inboxId,
    identifier,
    storage.path(inboxId as InboxId),
    null,
    DeviceSyncMode.Disabled,
    null,
    { level: LogLevel.Off },
    request.inboxId !== undefined,
  ).catch((error: unknown) => {
    throw toEngineError(error);
  });
  if (!(await storage.exists(inboxId as InboxId))) {
    throw new ParleyError("storage.unavailable", "The engine fell back to a database in memory");
  }

  const ready = () => engineClient({ client, backend, address, onClose: storage.close });
  if (client.isRegistered) return { kind: "ready", client: ready() };
  if (request.inboxId) {
    throw new ParleyError("storage.lost", "The database holds no registered installation");
  }
  return needsSignature(client, address, ready, storage);
}

async function needsSignature(
  client: Client,
  address: Address,
  ready: () => ReturnType<typeof engineClient>,
  storage: EngineStorage,
): Promise<OpenedClient> {
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
