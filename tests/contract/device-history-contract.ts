import { expect, it, vi } from "vitest";
import type { MessageRecord, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { ArchivePart, XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

const KEY = new Uint8Array(32).fill(7);
const ALL: ArchivePart = { kind: "messages" };
const OTHER_KEY = new Uint8Array(32).fill(8);

/** What the app relies on when messages go from one device to another. */
export function deviceHistoryContract(world: XmtpWorld): void {
  /** Alix, who talked with Bo, and her second device. */
  async function talked() {
    const address = world.newAccount();
    const [alix, bo] = [await world.join(address), await world.join()];
    const { key } = await alix.openDm(bo.inboxId);
    for (const body of ["one", "two", "three"]) await send(alix, key, body);
    await bo.syncAll();
    await send(bo, `dm:${alix.inboxId}`, "and an answer");
    await alix.syncAll();
    return { alix, bo, key, second: await world.join(address) };
  }

  it("takes an archive to another device: the same messages, once, in the same order", async () => {
    const { alix, key, second } = await talked();
    const archive = await alix.createArchive(KEY, ALL);
    await second.importArchive(archive, KEY);
    await second.importArchive(archive, KEY);
    const before = await list(alix, key);
    expect(before.map(({ content }) => content)).toHaveLength(4);
    expect(await list(second, key)).toEqual(before);
    expect((await second.listConversations()).map((each) => each.key)).toEqual([key]);
  });

  it("counts what people wrote, and not what their apps tell each other", async () => {
    const { alix, bo } = await talked();
    await bo.signal(`dm:${alix.inboxId}`, "read");
    await bo.signal(`dm:${alix.inboxId}`, "typing");
    await alix.syncAll();
    expect(await alix.countStored()).toEqual({ conversations: 1, messages: 4 });
  });

  it("takes it over in parts: each message once, whichever way it was cut", async () => {
    const { alix, key, second } = await talked();
    const plan = await alix.planArchive(1);
    expect(plan.length).toBeGreaterThanOrEqual(4);
    for (const part of plan) {
      await second.importArchive(await alix.createArchive(KEY, part), KEY);
    }
    expect(await list(second, key)).toEqual(await list(alix, key));
    expect(await second.countStored()).toEqual(await alix.countStored());
  });

  it("says that a part is damaged whose conversation is in another", async () => {
    const { alix, second } = await talked();
    const plan = await alix.planArchive(1);
    const late = plan.findLast(({ kind }) => kind === "messages");
    if (!late) throw new Error("no part");
    const part = await alix.createArchive(KEY, late);
    await expect(second.importArchive(part, KEY)).rejects.toMatchObject({
      code: "archive.damaged",
    });
  });

  it("gives what was stored after a time, also when it was written long before", async () => {
    const { alix, key, second } = await talked();
    const beforeNs = BigInt(Date.now()) * 1_000_000n;
    await second.importArchive(await alix.createArchive(KEY, ALL), KEY);
    const since = async (insertedAfterNs: bigint) =>
      (await second.listMessages(key, { insertedAfterNs, limit: 3 })).messages.map(textOf);
    expect(await since(beforeNs)).toEqual(["two", "three", "and an answer"]);
    expect(await since(beforeNs + 180_000_000_000n)).toEqual([]);
  });

  it("goes on writing where an archive ends, and the other side gets it", async () => {
    const { alix, bo, key, second } = await talked();
    await second.importArchive(await alix.createArchive(KEY, ALL), KEY);
    await send(second, key, "from the second device");
    await bo.syncAll();
    const received = await list(bo, `dm:${alix.inboxId}`);
    expect(received.at(-1)?.content).toEqual({ type: "text", text: "from the second device" });
    expect(await list(second, key)).toHaveLength(5);
  });

  it("opens no archive with another key, and tells one that breaks off", async () => {
    const { alix, key, second } = await talked();
    const archive = await alix.createArchive(KEY, ALL);
    const refused = second.importArchive(archive, OTHER_KEY);
    await expect(refused).rejects.toMatchObject({ code: "archive.unreadable" });
    expect(await list(second, key)).toEqual([]);
    const half = archive.slice(0, -20);
    await expect(second.importArchive(half, KEY)).rejects.toMatchObject({
      code: "archive.damaged",
    });
  });

  it("brings the messages of another device that is online", async () => {
    const { alix, key, second } = await talked();
    expect(await second.countStored()).toEqual({ conversations: 0, messages: 0 });
    await second.requestHistory();
    await vi.waitUntil(
      async () => {
        await alix.syncDevices();
        await second.syncDevices();
        return (await second.countStored()).messages === 4;
      },
      { timeout: 30_000, interval: 200 },
    );
    expect(await second.countStored()).toEqual(await alix.countStored());
    expect(await list(second, key)).toEqual(await list(alix, key));
  });
}

async function list(client: XmtpClient, key: ThreadKey): Promise<MessageRecord[]> {
  return (await client.listMessages(key, { limit: 100 })).messages;
}

let keys = 0;
async function send(client: XmtpClient, key: ThreadKey, text: string): Promise<void> {
  const id = await client.prepare(key, { type: "text", text }, `history-${keys++}`);
  await client.publish(id);
}

function textOf({ content }: MessageRecord): string {
  return content.type === "text" ? content.text : "?";
}
