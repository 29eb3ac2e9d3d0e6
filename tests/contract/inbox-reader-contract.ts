import { expect, it } from "vitest";
import type { IdentityChange } from "@/lib/identity/core/identity-change.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { InboxReader } from "@/lib/messaging/ports/inbox-reader.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

type InboxReaderWorld = Pick<XmtpWorld, "join" | "newAccount" | "signAs" | "goDown" | "goUp"> & {
  reader(): InboxReader;
};

const TEXT = "a text\nof two lines, ñ 🦊";

/** What the app's server relies on when it reads inboxes. */
export function inboxReaderContract(world: InboxReaderWorld): void {
  async function change(client: XmtpClient, wanted: IdentityChange): Promise<void> {
    const { id, signer, text } = await client.beginChange(wanted);
    await client.applyChange(id, await world.signAs(signer, text));
  }

  it("tells the installations and the wallets of an inbox", async () => {
    const address = world.newAccount();
    const [first, second] = [await world.join(address), await world.join(address)];
    const { installationIds, wallets } = await world.reader().readMembers(first.inboxId);
    expect(installationIds).toHaveLength(2);
    expect(installationIds).toEqual(
      expect.arrayContaining([first.installationId, second.installationId]),
    );
    expect(wallets).toEqual([address]);
  });

  it("tells what changed at once: one revoked, a wallet added", async () => {
    const address = world.newAccount();
    const [first, second] = [await world.join(address), await world.join(address)];
    await world.reader().readMembers(first.inboxId);
    const added = world.newAccount();
    await change(first, { kind: "add-wallet", address: added });
    await change(first, {
      kind: "revoke-installations",
      installationIds: [second.installationId],
    });
    const { installationIds, wallets } = await world.reader().readMembers(first.inboxId);
    expect(installationIds).toEqual([first.installationId]);
    expect([...wallets].sort()).toEqual([address, added].sort());
  });

  it("knows which inbox an address has, and which inbox there is none of", async () => {
    const client = await world.join();
    const reader = world.reader();
    expect(await reader.findInbox(client.address)).toBe(client.inboxId);
    expect(await reader.findInbox(world.newAccount())).toBeUndefined();
    const nobody = "e7".repeat(32) as InboxId;
    await expect(reader.readMembers(nobody)).rejects.toMatchObject({ code: "xmtp.not-registered" });
  });

  it("knows what an installation signed, and what it did not", async () => {
    const [client, other] = [await world.join(), await world.join()];
    const signature = await client.signWithInstallationKey(TEXT);
    expect(signature).toHaveLength(64);
    const { installationId } = client;
    const { isSignedBy } = world.reader();
    expect(await isSignedBy({ installationId, text: TEXT, signature })).toBe(true);
    expect(await isSignedBy({ installationId, text: `${TEXT} `, signature })).toBe(false);
    const stranger = other.installationId;
    expect(await isSignedBy({ installationId: stranger, text: TEXT, signature })).toBe(false);
    for (const at of [0, 31, 32, 63]) {
      const changed = signature.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(await isSignedBy({ installationId, text: TEXT, signature: changed })).toBe(false);
    }
  });

  it.each([0, 1, 63, 65, 1_000])("takes %i bytes for no signature", async (length) => {
    const { installationId } = await world.join();
    const asked = { installationId, text: TEXT, signature: new Uint8Array(length) };
    expect(await world.reader().isSignedBy(asked)).toBe(false);
  });

  it("says when the network is away, and verifies signatures all the same", async () => {
    const client = await world.join();
    const reader = world.reader();
    const signature = await client.signWithInstallationKey(TEXT);
    await world.goDown();
    const unreachable = { code: "xmtp.unreachable" };
    await expect(reader.readMembers(client.inboxId)).rejects.toMatchObject(unreachable);
    await expect(reader.findInbox(client.address)).rejects.toMatchObject(unreachable);
    const { installationId } = client;
    expect(await reader.isSignedBy({ installationId, text: TEXT, signature })).toBe(true);
    await world.goUp();
    expect((await reader.readMembers(client.inboxId)).wallets).toEqual([client.address]);
  });
}
