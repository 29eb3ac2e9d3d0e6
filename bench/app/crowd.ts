import { createHeadlessClient, type HeadlessClient } from "../../local-stack/testing/index.ts";

/** `count` people who each write one message to `address`. */
export async function crowdWritesTo(
  address: `0x${string}`,
  { apiUrl, count }: { apiUrl: string; count: number },
): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    const somebody = await createHeadlessClient({ url: apiUrl });
    await somebody.sendText(address, `hello, number ${turn}`);
    somebody.close();
  }
}

/** One person who writes `count` messages to `address`, all in one conversation. */
export async function writeMany(
  address: `0x${string}`,
  { apiUrl, count }: { apiUrl: string; count: number },
): Promise<HeadlessClient> {
  const writer = await createHeadlessClient({ url: apiUrl });
  const { client, libxmtp } = writer;
  const conversation = await client.conversations().createDm({
    identifier: address.toLowerCase(),
    identifierKind: libxmtp.IdentifierKind.Ethereum,
  });
  for (let turn = 0; turn < count; turn += 1) {
    await conversation.sendText(`line ${turn} of a long conversation`, { optimistic: true });
    if (turn % 100 === 99) await conversation.publishMessages();
  }
  await conversation.publishMessages();
  return writer;
}
