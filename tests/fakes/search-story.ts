import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmKey, type MessageId, type ThreadKey } from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { looking } from "@/lib/search/flow/looking.ts";
import { createSearch, type Search } from "@/lib/search/flow/search.ts";
import { FakeNetwork } from "./fake-network.ts";
import { MemoryIndexes } from "./memory-indexes.ts";
import { ALIX, BO, Person } from "./people.ts";
import { VirtualHost } from "./virtual-host.ts";

export const ALIX_INBOX = `inbox-of-${ALIX}` as InboxId;
export const SAVED_MS = 30_000;

export let network: FakeNetwork;
export let host: VirtualHost;
export let alix: Person;
export let bo: Person;
export let withBo: ThreadKey;
export let withAlix: ThreadKey;
export let indexes: MemoryIndexes;
export let client: XmtpClient;
export let search: Search;

/** Alix searches, who has a DM with Bo; nothing was said, and nothing is in an index. */
export async function beginStory(): Promise<void> {
  network = new FakeNetwork();
  host = new VirtualHost();
  indexes = new MemoryIndexes();
  alix = new Person(network, ALIX, host);
  bo = new Person(network, BO, host);
  await bo.open();
  await openAlix();
  withBo = await alix.messaging.openDm(BO);
  withAlix = dmKey(ALIX_INBOX);
}

async function openAlix(opened = alix.client()) {
  client = opened;
  alix.messaging.attach(client, { leads: true });
  await host.settle();
  search = createSearch({
    indexes,
    loadLooking: async () => looking,
    messaging: alix.messaging,
    host,
  });
  search.attach(client, { leads: true });
}

/** A device of Alix's that has neither a store nor an index. */
export async function anotherDevice() {
  search.detach();
  alix = new Person(network, ALIX, host);
  indexes = new MemoryIndexes();
  await openAlix();
}

/** What is shown is closed and opened anew, with a client of its own or this one. */
export async function reloadAlix(opened?: XmtpClient) {
  search.detach();
  alix.reload();
  await openAlix(opened);
}

export async function say(person: Person, key: ThreadKey, ...texts: string[]) {
  for (const text of texts) person.messaging.send(key, text);
  await host.pass(1_000);
}

/** What is found, as its snippets say it. */
export async function found(text: string, thread?: ThreadKey): Promise<string[]> {
  const finding = search.find({ text, limit: 20, ...(thread && { thread }) });
  await host.settle();
  const { hits } = await finding;
  return hits.map(({ snippet }) => snippet.map((part) => part.text).join(""));
}

export async function idOf(text: string): Promise<MessageId> {
  const { messages } = await client.listMessages(withBo, { limit: 100 });
  const message = messages.find(({ content }) => content.type === "text" && content.text === text);
  if (!message) throw new Error(`Nobody said ${text}`);
  return message.id;
}

export function wordsKept(): string[] {
  return [...(indexes.kept.get(ALIX_INBOX)?.entries.values() ?? [])].map(({ text }) => text);
}
