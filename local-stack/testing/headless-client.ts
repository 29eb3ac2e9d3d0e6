import type { Client, Conversation, Message } from "@xmtp/wasm-bindings";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type Libxmtp, loadLibxmtp } from "../xmtp/identity/load-libxmtp.ts";
import type { Hex } from "./ask-chain.ts";
import type { Wallet } from "./wallet.ts";
import { wordsOf } from "./words-of.ts";

export type HeadlessClientOptions = {
  /** gRPC-web URL of the node, for example `http://localhost:5557`. */
  url: string;
  /** The wallet's key; a new one unless given. */
  privateKey?: Hex;
};

export type WalletClientOptions = {
  /** gRPC-web URL of the node. */
  url: string;
  /** Who signs: `walletOf("alice")`, a Safe, or any that is a {@link Wallet}. */
  wallet: Wallet;
};

/** What somebody wrote, as a client reads it: a text, Markdown as it was typed, or the words of a reply. */
export type TextMessage = {
  id: string;
  conversationId: string;
  senderInboxId: string;
  text: string;
  sentAtNs: bigint;
};

/** A real XMTP client of a wallet whose key is at hand. */
export type HeadlessClient = HeadlessPeer & { privateKey: Hex };

/** A real XMTP client (libxmtp's WASM, in-memory database) without a browser. */
export type HeadlessPeer = {
  address: Hex;
  inboxId: string;
  installationId: string;
  /** Sends a text in the conversation with that address and says the message's id. */
  sendText(to: Hex, text: string): Promise<string>;
  /** The texts exchanged with that address, oldest first, after a sync. */
  listTexts(with_: Hex): Promise<TextMessage[]>;
  /** The texts of any conversation of `client`, oldest first, after a sync of it. */
  textsOf(conversation: Conversation): Promise<TextMessage[]>;
  /** Calls back for each text that arrives in any conversation; resolves when subscribed. */
  streamTexts(onText: (message: TextMessage) => void): Promise<{ end(): void }>;
  /** Whether that address can be written to. */
  canMessage(address: Hex): Promise<boolean>;
  /** The client itself, for what is not wrapped here. */
  client: Client;
  libxmtp: Libxmtp;
  /**
   * Ends its streams and forgets its database. libxmtp's timers stay: test runners do not mind, a script of
   * your own ends by `process.exit()`.
   */
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
  const peer = await createWalletClient({ url, wallet: privateKeyToAccount(privateKey) });
  return { ...peer, privateKey };
}

/**
 * The same for any wallet, contracts on the local chain among them.
 *
 * ```ts
 * const safe = await createSafe(stack.urls.chain);
 * const treasury = await createWalletClient({ url: stack.urls.grpcWeb, wallet: safe });
 * ```
 */
export async function createWalletClient({
  url,
  wallet,
}: WalletClientOptions): Promise<HeadlessPeer> {
  const libxmtp = await loadLibxmtp();
  const client = await createClient(libxmtp, url, wallet.address);
  await register(libxmtp, client, wallet);
  const streams = new Set<{ end(): void }>();
  const dmWith = (address: Hex) => client.conversations().createDm(ethereum(libxmtp, address));

  return {
    address: wallet.address,
    inboxId: client.inboxId,
    installationId: client.installationId,
    client,
    libxmtp,
    sendText: async (to, text) => (await dmWith(to)).sendText(text),
    listTexts: async (peer) => {
      const conversation = await dmWith(peer);
      await client.conversations().syncAllConversations();
      return textsOf(conversation);
    },
    textsOf,
    canMessage: async (address) => {
      const asked = ethereum(libxmtp, address);
      const answers: Map<string, boolean> = await client.canMessage([asked]);
      return [...answers.values()][0] ?? false;
    },
    async streamTexts(onText) {
      const stream = await streamTexts(client, onText);
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

async function register(libxmtp: Libxmtp, client: Client, wallet: Wallet): Promise<void> {
  const request = client.createInboxSignatureRequest();
  if (!request) return;
  const { address, chainId } = wallet;
  const signature = await wallet.signMessage({ message: await request.signatureText() });
  const bytes = Buffer.from(signature.slice(2), "hex");
  if (chainId === undefined) await request.addEcdsaSignature(bytes);
  else await request.addScwSignature(ethereum(libxmtp, address), bytes, BigInt(chainId));
  await client.registerIdentity(request);
}

async function textsOf(conversation: Conversation): Promise<TextMessage[]> {
  await conversation.sync();
  const messages = await conversation.findMessages({});
  return messages.flatMap((message) => asText(message) ?? []);
}

async function streamTexts(
  client: Client,
  onText: (message: TextMessage) => void,
): Promise<{ end(): void }> {
  const closer = client.conversations().streamAllMessages({
    on_message: (message: Message) => {
      const text = asText(message);
      if (text) onText(text);
    },
    on_error: () => {},
    on_close: () => {},
  });
  await closer.waitForReady();
  return { end: () => closer.end() };
}

function asText(message: Message): TextMessage | undefined {
  const text = wordsOf(message.content);
  if (text === undefined) return undefined;
  const { id, convoId, senderInboxId, sentAtNs } = message;
  return { id, conversationId: convoId, senderInboxId, text, sentAtNs };
}
