import { expect, it } from "vitest";
import type { InlineFile, RemoteFile } from "@/lib/attachments/core/attachment.ts";
import type {
  MessageId,
  MessageRecord,
  SentContent,
  ThreadKey,
} from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

/** Files as messages. */
export function messageFilesContract(world: XmtpWorld): void {
  async function pair() {
    const [alix, bo] = [await world.join(), await world.join()];
    const withBo = (await alix.openDm(bo.inboxId)).key;
    return { alix, bo, withBo, withAlix: `dm:${alix.inboxId}` as ThreadKey };
  }

  it("carries one file, several, and files as an answer, with all that is said of them", async () => {
    const { alix, bo, withBo, withAlix } = await pair();
    const one: SentContent = { type: "attachments", files: [photo] };
    const several: SentContent = { type: "attachments", files: [photo, bare, voice] };
    const first = await write(alix, withBo, one);
    await write(alix, withBo, several);
    for (const content of [one, several])
      await write(alix, withBo, { type: "reply", to: { id: first }, content });
    await bo.syncAll();
    const came = (await list(bo, withAlix)).map(({ content }) => content);
    const to = { id: first, senderInboxId: alix.inboxId, content: one };
    expect(came).toEqual([
      one,
      several,
      { type: "reply", to, content: one },
      { type: "reply", to, content: several },
    ]);
    const [row] = await bo.listConversations();
    expect(row?.lastMessage?.content).toEqual(came.at(-1));
    expect(await bo.countUnread({ [withAlix]: 0n })).toEqual({ [withAlix]: 4 });
  });

  it.each([
    ["one file", [0]],
    ["several files", [0, 1]],
  ])("is the same message when %s is prepared again, and sent once", async (_, indexes) => {
    const { alix, bo, withBo, withAlix } = await pair();
    const files = indexes.map((index) => [photo, bare][index] as RemoteFile);
    const content: SentContent = { type: "attachments", files };
    const [target] = [await write(alix, withBo, { type: "text", text: "first" })];
    const reply: SentContent = { type: "reply", to: { id: target }, content };
    const ids = new Set<MessageId>();
    const replies = new Set<MessageId>();
    for (let i = 0; i < 8; i++) {
      ids.add(await alix.prepare(withBo, structuredClone(content), "the-same-key"));
      replies.add(await alix.prepare(withBo, structuredClone(reply), "another-key"));
    }
    expect([ids.size, replies.size]).toEqual([1, 1]);
    await alix.publish([...ids][0] as MessageId);
    expect(await alix.prepare(withBo, content, "the-same-key"), "after it left").toBe([...ids][0]);
    const again = await alix.prepare(withBo, content, "sent on once more");
    expect(ids.has(again)).toBe(false);
    await alix.publish(again);
    await bo.syncAll();
    expect(await list(bo, withAlix)).toHaveLength(3);
  });

  it("finds the own messages that have a file, in any conversation, as long as they stand", async () => {
    const { alix, bo, withBo, withAlix } = await pair();
    const cy = await world.join();
    const withCy = (await alix.openDm(cy.inboxId)).key;
    const first = await write(alix, withBo, { type: "attachments", files: [photo] });
    await write(alix, withBo, { type: "attachments", files: [bare] });
    const several = await write(alix, withCy, { type: "attachments", files: [voice, photo] });
    const content: SentContent = { type: "attachments", files: [photo] };
    const answer = await write(alix, withBo, { type: "reply", to: { id: first }, content });
    await bo.syncAll();
    // What somebody else sent on is theirs.
    await write(bo, withAlix, { type: "attachments", files: [photo] });
    await alix.syncAll();
    const found = () => alix.findOwnWithFiles([photo.contentDigest, "dd".repeat(32)]);
    expect(new Set(await found())).toEqual(new Set([first, several, answer]));
    await write(alix, withBo, { type: "deletion", of: answer });
    await alix.deleteMessage(several);
    expect(await found()).toEqual([first]);
    expect(await alix.findOwnWithFiles([])).toEqual([]);
  });

  it("gives the bytes of a file that came inside its message, when they are asked for", async () => {
    const bo = await world.join();
    const file: InlineFile = {
      kind: "inline",
      fileName: "notes.txt",
      mimeType: "text/plain",
      sizeBytes: 3,
    };
    const bytes = Uint8Array.of(7, 8, 9);
    const { inboxId } = await world.sendInlineFile(bo, file, bytes);
    await bo.syncAll();
    const [message] = await list(bo, `dm:${inboxId}`);
    expect(message?.content).toEqual({ type: "attachments", files: [file] });
    expect(await bo.readInlineFile((message as MessageRecord).id)).toEqual(bytes);
    expect(await bo.readInlineFile("ab".repeat(32) as MessageId)).toBeUndefined();
  });
}

const photo: RemoteFile = {
  kind: "remote",
  url: "https://archive.example/ipfs/bafkreib2zlrwqn4gvzvyfgbdaw2lzm3rnwlamdq3hnz6pbnjmqdsnuyzfm",
  contentDigest: "0a".repeat(32),
  secret: "1b".repeat(32),
  salt: "2c".repeat(32),
  nonce: "3d".repeat(12),
  sealedBytes: 81_233,
  fileName: "Ünder the 🌧.jpg",
  preview: {
    mimeType: "image/jpeg",
    sizeBytes: 81_000,
    width: 1600,
    height: 1200,
    thumbHash: "3OcRJYB4d3h/iIeHeEh3eIhw+j3A",
  },
};

const bare: RemoteFile = {
  kind: "remote",
  url: "https://archive.example/ipfs/bafkreia",
  contentDigest: "ff".repeat(32),
  secret: "00".repeat(32),
  salt: "01".repeat(32),
  nonce: "02".repeat(12),
};

const voice: RemoteFile = {
  ...bare,
  contentDigest: "ee".repeat(32),
  fileName: "voice.webm",
  preview: { mimeType: "audio/webm", durationMs: 4200, waveform: [0, 3, 31, 12] },
};

let keys = 0;
async function write(client: XmtpClient, key: ThreadKey, content: SentContent): Promise<MessageId> {
  const id = await client.prepare(key, content, `file-${keys++}`);
  await client.publish(id);
  return id;
}

async function list(client: XmtpClient, key: ThreadKey): Promise<MessageRecord[]> {
  return (await client.listMessages(key, { limit: 100 })).messages;
}
