import { sha512 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxReader } from "@/lib/messaging/ports/inbox-reader.ts";
import type { FakeNetwork } from "./fake-network.ts";

/** 64 bytes that only this installation would give for this text, as long as nobody cheats. */
export function fakeSignature(installationId: InstallationId, text: string): Uint8Array {
  return sha512(utf8ToBytes(`${installationId}\n${text}`));
}

/** Reads the inboxes of a network in memory. */
export function fakeInboxReader(network: FakeNetwork): InboxReader {
  return {
    readMembers: async (inboxId) => {
      network.mustAnswer();
      const inbox = network.byId.get(inboxId);
      if (!inbox) throw new ParleyError("xmtp.not-registered", "No such inbox");
      const { installations, wallets } = inbox;
      return { installationIds: installations.map(({ id }) => id), wallets: [...wallets] };
    },
    findInbox: async (address) => network.findInbox(address),
    isSignedBy: async ({ installationId, text, signature }) =>
      Buffer.from(fakeSignature(installationId, text)).equals(signature),
  };
}
