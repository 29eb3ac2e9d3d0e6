import type { Client, Conversation, Message } from "@xmtp/wasm-bindings";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type Libxmtp, loadLibxmtp } from "../xmtp/identity/load-libxmtp.ts";

type Hex = `0x${string}`;

export type HeadlessClientOptions = {
  /** gRPC-web URL of the node, for example `http://localhost:5557`. */
  url: string;
  /** The wallet's key; a new one unless given. */
  privateKey?: Hex;
};

/** A text that somebody wrote, as a client reads it. */
export type TextMessage = {
  id: string;
  conversationId: string;
  senderInboxId: string;
  text: string;
  sentAtNs: bigint;
};

/** A real XMTP client (libxmtp's WASM, in-memory database) without a browser. */
export type HeadlessClient = {
  address: Hex;
  privateKey: Hex;
  inboxId: string;
  installationId: string;
  /** Sends a text in the conversation with that address and says the message's id. */
  sendText(to: Hex, text: string): Promise<string>;
  /** The texts exchanged with that address, oldest first, after a sync. */
  listTexts(with_: Hex): Promise<TextMessage[]>;
  /** Calls back for each text that arrives in any conversation; resolves when subscribed. */
  streamTexts(onText: (message: TextMessage) => void): Promise<{ end(): void }>;
  /** Whether that address can be written to. */
  canMessage(address: Hex): Promise<boolean>;
  /** The client itself, for what is not wrapped here. */
  client: Client;
  libxmtp: Libxmtp;
  /** Ends its streams and forgets its database. */
  close(): void;
};

/**
 * Signs in to the network at `url` as a wallet, registering it when it is new.
 *
 * ```ts
 * const alice = await createHeadlessClient({ url: stack.urls.grpcWeb });
 * const bob = await createHeadlessClient({ url: stack.urls.grpcWeb });
 * await alice.sendText(bob.address, "hello");
 * ```
 */
export async function createHeadlessClient({
  url,
  privateKey = generatePrivateKey(),
}: HeadlessClientOptions): Promise<HeadlessClient> {
  const libxmtp = await loadLibxmtp();
  const account = privateKeyToAccount(privateKey);
  const client = await createClient(libxmtp, url, account.address);
  await register(client, (text) => account.signMessage({ message: text }));
  const streams = new Set<{ end(): void }>();
  const dmWith = (address: Hex) => client.conversations().createDm(ethereum(libxmtp, address));

  return {
    address: account.address,
    privateKey,
    inboxId: client.inboxId,
    installationId: client.installationId,
    client,
    libxmtp,
    sendText: async (to, text) => (await dmWith(to)).sendText(text),
    listTexts: async (peer) => listTexts(libxmtp, client, await dmWith(peer)),
    canMessage: async (address) => {
      const asked = ethereum(libxmtp, address);
      const answers: Map<string, boolean> = await client.canMessage([asked]);
      return [...answers.values()][0] ?? false;
    },
    async streamTexts(onText) {
      const stream = await streamTexts(libxmtp, client, onText);
      streams.add(stream);
      return stream;
    },
    close() {
      for (const stream of streams) stream.end();
      client.free();
    },
  };
}

function ethereum(libxmtp: Libxmtp, address: Hex) {
  return {
    identifier: address.toLowerCase(),
    identifierKind: libxmtp.IdentifierKind.Ethereum,
  };
}

async function createClient(libxmtp: Libxmtp, url: string, address: Hex): Promise<Client> {
  const identifier = ethereum(libxmtp, address);
  const known = await libxmtp.getInboxIdForIdentifier(
    new libxmtp.BackendBuilder(libxmtp.XmtpEnv.Local).setApiUrl(url).build(),
    identifier,
  );
  return libxmtp.createClient(
    url,
    known ?? libxmtp.generateInboxId(identifier),
    identifier,
    null,
    null,
    libxmtp.DeviceSyncMode.Disabled,
    null,
    { level: libxmtp.LogLevel.Off },
  );
}

async function register(client: Client, sign: (text: string) => Promise<Hex>): Promise<void> {
  const request = client.createInboxSignatureRequest();
  if (!request) return;
  const signature = await sign(await request.signatureText());
  await request.addEcdsaSignature(Buffer.from(signature.slice(2), "hex"));
  await client.registerIdentity(request);
}

async function listTexts(
  libxmtp: Libxmtp,
  client: Client,
  conversation: Conversation,
): Promise<TextMessage[]> {
  await client.conversations().syncAllConversations();
  await conversation.sync();
  const messages = await conversation.findMessages({});
  return messages.flatMap((message) => asText(libxmtp, message) ?? []);
}

async function streamTexts(
  libxmtp: Libxmtp,
  client: Client,
  onText: (message: TextMessage) => void,
): Promise<{ end(): void }> {
  const closer = client.conversations().streamAllMessages({
    on_message: (message: Message) => {
      const text = asText(libxmtp, message);
      if (text) onText(text);
    },
    on_error: () => {},
    on_close: () => {},
  });
  await closer.waitForReady();
  return { end: () => closer.end() };
}

function asText(libxmtp: Libxmtp, message: Message): TextMessage | undefined {
  const { type, content } = message.content;
  const { authorityId, typeId } = libxmtp.contentTypeText();
  if (type?.authorityId !== authorityId || type.typeId !== typeId) return undefined;
  const { id, convoId, senderInboxId, sentAtNs } = message;
  const text = new TextDecoder().decode(content);
  return { id, conversationId: convoId, senderInboxId, text, sentAtNs };
}
