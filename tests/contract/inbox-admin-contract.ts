import { expect, it } from "vitest";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { IdentityChange } from "@/lib/identity/core/identity-change.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

type InboxAdminWorld = Pick<XmtpWorld, "join" | "newAccount" | "signAs" | "goDown" | "goUp"> & {
  /** What is said of somebody else's signature. */
  refusal: ErrorCode;
};

/** What the app relies on when it reads and changes who and what belongs to an inbox. */
export function inboxAdminContract(world: InboxAdminWorld): void {
  async function change(client: XmtpClient, wanted: IdentityChange): Promise<void> {
    const { id, signer, text } = await client.beginChange(wanted);
    await client.applyChange(id, await world.signAs(signer, text));
  }

  it("counts installations and updates, newest installation first", async () => {
    const address = world.newAccount();
    const first = await world.join(address);
    expect(await first.readUse()).toMatchObject({
      inboxId: first.inboxId,
      installations: [{ id: first.installationId }],
      updateCount: 1,
      wallets: [address],
      recovery: address,
    });
    const second = await world.join(address);
    const { installations, updateCount } = await first.readUse();
    expect(installations.map(({ id }) => id).sort()).toEqual(
      [first.installationId, second.installationId].sort(),
    );
    expect(updateCount).toBe(2);
  });

  it("revokes an installation with the recovery account's signature", async () => {
    const address = world.newAccount();
    const [first, second] = [await world.join(address), await world.join(address)];
    const installationIds = [first.installationId];
    await change(second, { kind: "revoke-installations", installationIds });
    expect(await second.readUse()).toMatchObject({
      installations: [{ id: second.installationId }],
      updateCount: 3,
    });
  });

  it("adds a wallet, makes it the recovery account, and removes the first", async () => {
    const [address, added] = [world.newAccount(), world.newAccount()];
    const client = await world.join(address);
    await change(client, { kind: "add-wallet", address: added });
    expect(new Set((await client.readUse()).wallets)).toEqual(new Set([address, added]));
    expect(await client.findInbox(added)).toBe(client.inboxId);
    await change(client, { kind: "change-recovery", address: added });
    const second = await world.join(added);
    await change(client, { kind: "remove-wallet", address });
    expect(await second.readUse()).toMatchObject({ wallets: [added], recovery: added });
  });

  it("revokes with a wallet the installations that it added", async () => {
    const [address, added] = [world.newAccount(), world.newAccount()];
    const client = await world.join(address);
    await change(client, { kind: "add-wallet", address: added });
    const second = await world.join(added);
    expect([await client.isInstalled(), await second.isInstalled()]).toEqual([true, true]);
    await change(client, { kind: "remove-wallet", address: added });
    expect([await client.isInstalled(), await second.isInstalled()]).toEqual([true, false]);
  });

  it("refuses to add a wallet that has an inbox of its own", async () => {
    const [client, other] = [await world.join(), await world.join()];
    const wanted = { kind: "add-wallet", address: other.address } as const;
    await expect(client.beginChange(wanted)).rejects.toMatchObject({ code: "identity.has-inbox" });
  });

  it("refuses to remove the account that decides", async () => {
    const client = await world.join();
    const wanted = { kind: "remove-wallet", address: client.address } as const;
    await expect(client.beginChange(wanted)).rejects.toMatchObject({
      code: "identity.is-recovery",
    });
  });

  it("changes nothing by the signature of somebody else", async () => {
    const [client, stranger] = [await world.join(), world.newAccount()];
    const { id, text } = await client.beginChange({ kind: "change-recovery", address: stranger });
    const forged = await world.signAs(stranger, text);
    await expect(client.applyChange(id, forged)).rejects.toMatchObject({
      code: world.refusal,
    });
    expect((await client.readUse()).recovery).toBe(client.address);
  });

  it("applies a change once", async () => {
    const client = await world.join();
    const address = world.newAccount();
    const { id, signer, text } = await client.beginChange({ kind: "add-wallet", address });
    const signature = await world.signAs(signer, text);
    await client.applyChange(id, signature);
    await expect(client.applyChange(id, signature)).rejects.toMatchObject({
      code: "identity.change-lost",
    });
  });

  it("fails with xmtp.unreachable while the network is away", async () => {
    const client = await world.join();
    await world.goDown();
    await expect(client.readUse()).rejects.toMatchObject({ code: "xmtp.unreachable" });
    await world.goUp();
  });
}
