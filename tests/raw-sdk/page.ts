/**
 * The official browser SDK with no app around it: the floor of the bench, and somebody with
 * another app in the end-to-end tests. Runs in a page of its own origin, driven through
 * `window.raw`.
 */
import {
  BackupElementSelectionOption,
  Client,
  type ClientOptions,
  ConsentState,
  IdentifierKind,
  type Signer,
  SortDirection,
} from "@xmtp/browser-sdk";
import { type Hex, toBytes, toHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

type Eip1193 = { request(asked: { method: string; params?: unknown[] }): Promise<unknown> };
type Network = { apiUrl: string; privateKey: Hex };

let client: Client<unknown> | undefined;

const optionsFor = (apiUrl: string): ClientOptions => ({ env: "local", apiUrl });

function opened(): Client<unknown> {
  if (client === undefined) throw new Error("Open a client first");
  return client;
}

function signerOf(privateKey: Hex): Signer {
  const account = privateKeyToAccount(privateKey);
  return {
    type: "EOA",
    getIdentifier: () => ({
      identifier: account.address.toLowerCase(),
      identifierKind: IdentifierKind.Ethereum,
    }),
    signMessage: async (message) => toBytes(await account.signMessage({ message })),
  };
}

/** The page's own wallet (EIP-1193), asked as any app asks it. */
async function signerOfWallet(): Promise<Signer> {
  const ethereum = window.ethereum as Eip1193 | undefined;
  if (!ethereum) throw new Error("There is no wallet in this page");
  const [address = ""] = (await ethereum.request({ method: "eth_requestAccounts" })) as string[];
  return {
    type: "EOA",
    getIdentifier: () => ({
      identifier: address.toLowerCase(),
      identifierKind: IdentifierKind.Ethereum,
    }),
    signMessage: async (message) => {
      const params = [toHex(message), address];
      return toBytes((await ethereum.request({ method: "personal_sign", params })) as Hex);
    },
  };
}

const raw = {
  async signInWithWallet(apiUrl: string): Promise<void> {
    client = await Client.create(await signerOfWallet(), optionsFor(apiUrl));
  },

  /** Registers, lists; the milliseconds until a list could be shown. */
  async firstSignIn({ apiUrl, privateKey }: Network): Promise<number> {
    const startedAt = performance.now();
    client = await Client.create(signerOf(privateKey), optionsFor(apiUrl));
    await client.conversations.list();
    return performance.now() - startedAt;
  },

  /** Opens what is stored and lists it with last messages; milliseconds since the navigation. */
  async returningSignIn({ apiUrl, privateKey }: Network): Promise<number> {
    client = await Client.build(await signerOf(privateKey).getIdentifier(), optionsFor(apiUrl));
    const conversations = await client.conversations.list();
    await Promise.all(conversations.map((conversation) => conversation.lastMessage()));
    return performance.now();
  },

  /** Syncs everything and lists; the milliseconds until the first row could be shown. */
  async syncAll(): Promise<number> {
    const startedAt = performance.now();
    await opened().conversations.syncAll([
      ConsentState.Allowed,
      ConsentState.Unknown,
      ConsentState.Denied,
    ]);
    await opened().conversations.list();
    return performance.now() - startedAt;
  },

  /** Streams every message: its text, and when it came in epoch milliseconds. */
  async streamTo(onText: (text: string, atMs: number) => void): Promise<void> {
    await opened().conversations.streamAllMessages({
      onValue: (message) => {
        const atMs = performance.timeOrigin + performance.now();
        if (typeof message.content === "string") onText(message.content, atMs);
      },
    });
  },

  async sendText(toAddress: string, text: string): Promise<void> {
    const conversation = await opened().conversations.createDmWithIdentifier({
      identifier: toAddress.toLowerCase(),
      identifierKind: IdentifierKind.Ethereum,
    });
    await conversation.sendText(text);
  },

  /** The newest `limit` messages of the first conversation; the milliseconds until they are here. */
  async openThread(limit: bigint): Promise<number> {
    const startedAt = performance.now();
    const [conversation] = await opened().conversations.list();
    await conversation?.messages({ limit, direction: SortDirection.Descending });
    return performance.now() - startedAt;
  },

  /** Resolves when the pages before this one, in the same browser, are gone: as tabs take turns. */
  takeTurn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const forGood = () => {
        resolve();
        return new Promise<never>(() => undefined);
      };
      navigator.locks.request("turn", forGood).catch(reject);
    });
  },

  /** The newest `limit` messages of the group of that name; the milliseconds until they are here. */
  async openGroup(name: string, limit: bigint): Promise<number> {
    const groups = await opened().conversations.listGroups();
    const group = groups.find((each) => each.name === name);
    if (!group) throw new Error(`No group ${name}`);
    const startedAt = performance.now();
    await group.messages({ limit, direction: SortDirection.Descending });
    return performance.now() - startedAt;
  },

  /** Takes in the archive that was put into the page's file field; the milliseconds it took. */
  async importArchive(key: readonly number[]): Promise<number> {
    const file = document.querySelector<HTMLInputElement>("#archive")?.files?.[0];
    if (!file) throw new Error("Choose an archive first");
    const startedAt = performance.now();
    const bytes = new Uint8Array(await file.arrayBuffer());
    await opened().importArchive(bytes, Uint8Array.from(key));
    return performance.now() - startedAt;
  },

  /** Makes an archive of everything; the milliseconds it took. */
  async createArchive(key: readonly number[]): Promise<number> {
    const startedAt = performance.now();
    const elements = [BackupElementSelectionOption.Messages, BackupElementSelectionOption.Consent];
    const options = { elements, excludeDisappearingMessages: false };
    await opened().createArchive(Uint8Array.from(key), options);
    return performance.now() - startedAt;
  },
};

export type RawSdk = typeof raw;

declare global {
  interface Window {
    raw: RawSdk;
    /** Exposed by whoever drives the page. */
    onRawMessage: (text: string, atMs: number) => void;
  }
}

window.raw = raw;
