import { randomBytes } from "node:crypto";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { archiveHeader } from "@/lib/messaging/core/archive-file.ts";
import { archiveKey, archiveWords } from "@/lib/messaging/core/archive-key.ts";
import { createHeadlessClient, type HeadlessClient } from "../../local-stack/testing/index.ts";

const MESSAGES_IN_PART = 2_000;
const PEERS = 20;

type Hex = `0x${string}`;

/** An archive and its words, of an inbox with a long history. */
export type BigArchive = { file: Buffer; words: string };

/**
 * An archive of this wallet's inbox with these texts, over several conversations. They were never
 * sent, so that a hundred thousand of them take seconds; in an archive they are as any other.
 */
export async function makeBigArchive(
  texts: readonly string[],
  { apiUrl, privateKey }: { apiUrl: string; privateKey: Hex },
): Promise<BigArchive> {
  const writer = await createHeadlessClient({ url: apiUrl, privateKey });
  const ends = await writeAll(writer, texts, apiUrl);
  const secret = randomBytes(32);
  const inboxId = writer.inboxId as InboxId;
  const device = writer.client.device_sync();
  const { Messages, Consent } = writer.libxmtp.BackupElementSelectionOption;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const [index, endNs] of ends.entries()) {
    const startNs = ends[index - 1];
    const options = {
      elements: [Messages, Consent],
      excludeDisappearingMessages: false,
      ...(startNs !== undefined && { startNs }),
      endNs,
    };
    const key = archiveKey(secret, inboxId, { index, count: ends.length });
    parts.push(new Uint8Array(await device.createArchive(options, key)));
  }
  writer.close();
  const header = archiveHeader(parts.map(({ length }) => length));
  return { file: Buffer.concat([header, ...parts]), words: archiveWords(secret) };
}

/** Writes all texts; gives the time at which each part of them ends. */
async function writeAll(
  { client, libxmtp }: HeadlessClient,
  texts: readonly string[],
  apiUrl: string,
): Promise<bigint[]> {
  const conversations = [];
  for (let n = 0; n < PEERS; n++) {
    const peer = await createHeadlessClient({ url: apiUrl });
    const identifier = peer.address.toLowerCase();
    const identifierKind = libxmtp.IdentifierKind.Ethereum;
    conversations.push(await client.conversations().createDm({ identifier, identifierKind }));
    peer.close();
  }
  const ends: bigint[] = [];
  for (const [index, text] of texts.entries()) {
    const conversation = conversations[index % PEERS];
    const encoded = libxmtp.encodeText(text);
    const id = conversation?.prepareMessage(encoded, true, `bench-${index}`) ?? "";
    const isEnd = index % MESSAGES_IN_PART === MESSAGES_IN_PART - 1 || index === texts.length - 1;
    if (isEnd) ends.push(client.conversations().findMessageById(id).sentAtNs);
  }
  return ends;
}
