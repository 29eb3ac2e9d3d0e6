import {
  applySignatureRequest,
  type Backend,
  type Client,
  type Installation as EngineInstallation,
  getInboxIdForIdentifier,
  type Identifier,
  IdentifierKind,
  type InboxState,
  inboxStateFromInboxIds,
  type KeyPackageStatus,
  revokeInstallationsSignatureRequest,
  type SignatureRequestHandle,
} from "@xmtp/wasm-bindings";
import { hexToBytes } from "viem/utils";
import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { IdentityChange, UnsignedChange } from "@/lib/identity/core/identity-change.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import {
  type InboxUse,
  type Installation,
  newestFirst,
  updatesLeft,
} from "@/lib/identity/core/inbox-use.ts";
import type { XmtpClient } from "../../ports/xmtp-client.ts";
import { addSignature } from "./add-signature.ts";
import { withDeadline } from "./deadline.ts";
import { toEngineError } from "./engine-error.ts";
import { ethereumIdentifier } from "./ethereum-identifier.ts";

/** Changes that were begun and never signed; the oldest is dropped for the next. */
const MAX_PENDING = 8;
const APPLY_DEADLINE_MS = 15_000;

export type InboxAdmin = Pick<XmtpClient, "readUse" | "beginChange" | "applyChange"> & {
  hasInstallation(id: string): Promise<boolean>;
};

type AdminParts = {
  backend: Backend;
  inboxId: InboxId;
  /** Any client will do to ask the network; only one of this inbox can add wallets. */
  client: Client;
  /** Devices were removed just now. */
  onRemoved?: () => void;
};

type Begun = { request: SignatureRequestHandle; signer: Address; removes: boolean };

/** Reads and changes who and what belongs to an inbox, always by what the network says now. */
export function inboxAdmin({ backend, inboxId, client, onRemoved }: AdminParts): InboxAdmin {
  const pending = new Map<string, Begun>();

  async function readState(): Promise<InboxState> {
    const [state] = await withDeadline("inbox state", inboxStateFromInboxIds(backend, [inboxId]));
    if (!state) throw new ParleyError("xmtp.not-registered", "The inbox is not on the network");
    return state;
  }

  async function readUse(): Promise<InboxUse> {
    const state = await readState();
    const ids = state.installations.map(({ id }) => id);
    const [counts, packages] = await Promise.all([
      withDeadline("update count", client.fetchLatestInboxUpdatesCount(true, [inboxId])),
      // What an installation last published is worth knowing, not worth failing for.
      withDeadline("key packages", client.getKeyPackageStatusesForInstallationIds(ids)).catch(
        () => undefined,
      ),
    ]);
    const recovery = asAddress(state.recoveryIdentifier);
    return {
      inboxId,
      installations: state.installations
        .map((installation) => toInstallation(installation, entry(packages, installation.id)))
        .sort(newestFirst),
      updateCount: Number(entry<number | bigint>(counts, inboxId) ?? 0),
      wallets: state.accountIdentifiers.flatMap((identifier) => asAddress(identifier) ?? []),
      ...(recovery && { recovery }),
    };
  }

  async function mustBeFree(address: Address): Promise<void> {
    const lookup = getInboxIdForIdentifier(backend, ethereumIdentifier(address));
    const owner = await withDeadline("getInboxIdForIdentifier", lookup);
    if (owner && owner !== inboxId) {
      throw new ParleyError("identity.has-inbox", "The wallet belongs to another inbox");
    }
  }

  async function unsigned(
    change: IdentityChange,
    { installations, recovery }: InboxUse,
  ): Promise<Omit<Begun, "removes">> {
    if (change.kind === "add-wallet") {
      await mustBeFree(change.address);
      const request = client.addWalletSignatureRequest(ethereumIdentifier(change.address));
      return { request: await request, signer: change.address };
    }
    if (!recovery) throw new ParleyError("xmtp.refused", "The recovery identifier is no wallet");
    switch (change.kind) {
      case "revoke-installations": {
        const ids = installations.filter(({ id }) => change.installationIds.includes(id));
        const request = revokeInstallationsSignatureRequest(
          backend,
          ethereumIdentifier(recovery),
          inboxId,
          ids.map(({ id }) => hexToBytes(`0x${id}`)),
        );
        return { request, signer: recovery };
      }
      case "remove-wallet": {
        if (change.address === recovery) {
          throw new ParleyError("identity.is-recovery", "The recovery account stays");
        }
        const request = client.revokeWalletSignatureRequest(ethereumIdentifier(change.address));
        return { request: await request, signer: recovery };
      }
      case "change-recovery": {
        const identifier = ethereumIdentifier(change.address);
        const request = client.changeRecoveryIdentifierSignatureRequest(identifier);
        return { request: await request, signer: recovery };
      }
    }
  }

  return {
    readUse,
    hasInstallation: async (id) =>
      (await readState()).installations.some((installation) => installation.id === id),
    beginChange: async (change): Promise<UnsignedChange> => {
      const use = await readUse();
      if (updatesLeft(use) === 0) {
        throw new ParleyError("identity.update-limit", "No identity update is left");
      }
      const { request, signer } = await unsigned(change, use).catch((error: unknown) => {
        throw toEngineError(error);
      });
      const id = crypto.randomUUID();
      const [oldest] = pending.keys();
      if (oldest && pending.size >= MAX_PENDING) pending.delete(oldest);
      const removes = change.kind === "revoke-installations" || change.kind === "remove-wallet";
      pending.set(id, { request, signer, removes });
      return { id, signer, text: await request.signatureText() };
    },
    applyChange: async (id, signature) => {
      const begun = pending.get(id);
      pending.delete(id);
      if (!begun) throw new ParleyError("identity.change-lost", "Nothing waits for this");
      await addSignature(begun.request, begun.signer, signature);
      await withDeadline("apply", applySignatureRequest(backend, begun.request), APPLY_DEADLINE_MS);
      if (begun.removes) onRemoved?.();
    },
  };
}

function asAddress({ identifier, identifierKind }: Identifier): Address | undefined {
  return identifierKind === IdentifierKind.Ethereum ? parseAddress(identifier) : undefined;
}

function toInstallation(
  { id, clientTimestampNs }: EngineInstallation,
  status: KeyPackageStatus | undefined,
): Installation {
  const keyPackageAt = status?.lifetime?.notBefore;
  return {
    id: id as InstallationId,
    ...(clientTimestampNs && { createdAtMs: Number(clientTimestampNs / 1_000_000n) }),
    ...(keyPackageAt && { keyPackageAtMs: Number(keyPackageAt) * 1_000 }),
  };
}

/** The engine gives tables as maps or as plain objects. */
function entry<T>(table: unknown, key: string): T | undefined {
  if (table instanceof Map) return table.get(key);
  return (table as Record<string, T> | undefined)?.[key];
}
