import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { IdentityChange } from "@/lib/identity/core/identity-change.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import { type InboxUse, type Installation, newestFirst } from "@/lib/identity/core/inbox-use.ts";
import { lookAtSignature } from "@/lib/identity/core/signature.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";

/** What the network knows of one inbox. */
export type FakeInbox = {
  inboxId: InboxId;
  installations: (Installation & { addedBy: Address })[];
  updateCount: number;
  wallets: Address[];
  recovery: Address;
};

export type FakeInboxes = {
  readonly byId: Map<InboxId, FakeInbox>;
  mustAnswer(): void;
};

type Admin = Pick<XmtpClient, "readUse" | "beginChange" | "applyChange">;

/** Reads and changes an inbox in memory, with signatures that are verified for real. */
export function fakeInboxAdmin(inboxes: FakeInboxes, inboxId: InboxId): Admin {
  const pending = new Map<string, { change: IdentityChange; signer: Address; text: string }>();
  let begun = 0;

  function inbox(): FakeInbox {
    inboxes.mustAnswer();
    const found = inboxes.byId.get(inboxId);
    if (!found) throw new ParleyError("xmtp.not-registered", "No such inbox");
    return found;
  }

  async function readUse(): Promise<InboxUse> {
    const { installations, ...rest } = inbox();
    return { ...rest, installations: [...installations].sort(newestFirst) };
  }

  function ownerOf(address: Address): InboxId | undefined {
    for (const { inboxId: owner, wallets } of inboxes.byId.values()) {
      if (wallets.includes(address)) return owner;
    }
    return undefined;
  }

  return {
    readUse,
    beginChange: async (change) => {
      const { recovery, updateCount } = inbox();
      if (updateCount >= 256) throw new ParleyError("identity.update-limit", "None is left");
      if (change.kind === "add-wallet" && (ownerOf(change.address) ?? inboxId) !== inboxId) {
        throw new ParleyError("identity.has-inbox", "The wallet has an inbox");
      }
      if (change.kind === "remove-wallet" && change.address === recovery) {
        throw new ParleyError("identity.is-recovery", "The recovery account stays");
      }
      const id = `change-${++begun}`;
      const signer = change.kind === "add-wallet" ? change.address : recovery;
      const text = `${id} of ${inboxId}: ${JSON.stringify(change)}`;
      pending.set(id, { change, signer, text });
      return { id, signer, text };
    },
    applyChange: async (id, signature) => {
      const begunChange = pending.get(id);
      pending.delete(id);
      if (!begunChange) throw new ParleyError("identity.change-lost", "Nothing waits for this");
      const { change, signer, text } = begunChange;
      const look = await lookAtSignature(text, signature.signature);
      // A contract's was judged by a chain, which nobody has here.
      if (signature.kind === "eoa" && look.signer !== signer) {
        throw new ParleyError("wallet.wrong-account", "Somebody else signed");
      }
      apply(inbox(), change);
    },
  };
}

function apply(inbox: FakeInbox, change: IdentityChange): void {
  inbox.updateCount += 1;
  switch (change.kind) {
    case "revoke-installations":
      inbox.installations = inbox.installations.filter(
        ({ id }) => !change.installationIds.includes(id),
      );
      break;
    case "add-wallet":
      inbox.wallets.push(change.address);
      break;
    case "remove-wallet":
      inbox.wallets = inbox.wallets.filter((wallet) => wallet !== change.address);
      inbox.installations = inbox.installations.filter(({ addedBy }) => addedBy !== change.address);
      break;
    case "change-recovery":
      inbox.recovery = change.address;
      break;
  }
}

/** Adds an installation to an inbox, as a registration does. */
export function install(
  inbox: FakeInbox,
  { createdAtMs, addedBy }: { createdAtMs: number; addedBy: Address },
): InstallationId {
  const key = sha256(utf8ToBytes(`${inbox.updateCount} of ${inbox.inboxId}`));
  const id = bytesToHex(key) as InstallationId;
  inbox.installations.push({ id, createdAtMs, addedBy });
  inbox.updateCount += 1;
  return id;
}
