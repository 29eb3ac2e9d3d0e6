import { parentPort, workerData } from "node:worker_threads";
import { createHeadlessClient, type HeadlessClient } from "../headless-client.ts";
import { holdMessages } from "./hold-messages.ts";
import { useQuickRequests } from "./quick-requests.ts";
import type { FromThread, Part, Results, Task, ToThread } from "./world-tasks.ts";

/*
 * One thread of a world: some of its people, each a real client of libxmtp. They found and join
 * conversations as any client does. What they say is encrypted here and sent by who started the
 * thread, in the order of the script.
 */
if (!parentPort) throw new Error("world-worker.ts runs as a worker thread only.");
const port = parentPort;
const { url } = workerData as { url: string };

const people = new Map<number, HeadlessClient>();
const holding = holdMessages(globalThis.fetch);
globalThis.fetch = holding.fetch as typeof fetch;
useQuickRequests();

function clientOf(person: number): HeadlessClient {
  const client = people.get(person);
  if (!client) throw new Error("This person lives in another thread.");
  return client;
}

const doers: {
  [Kind in Task["kind"]]: (task: Extract<Task, { kind: Kind }>) => Promise<Results[Kind]>;
} = {
  async register({ person, privateKey }) {
    const client = await createHeadlessClient({ url, privateKey });
    people.set(person, client);
    return client.inboxId;
  },

  async found({ founder, inboxIds, name }) {
    const conversations = clientOf(founder).client.conversations();
    const [only = ""] = inboxIds;
    const conversation =
      name === undefined
        ? await conversations.createDmByInboxId(only)
        : await conversations.createGroupByInboxIds([...inboxIds], { groupName: name });
    return conversation.id();
  },

  async join({ person }) {
    await clientOf(person).client.conversations().sync();
    return undefined;
  },

  async encrypt({ conversationId, parts }) {
    const encrypted: Uint8Array[][] = [];
    for (const part of parts) encrypted.push(await encryptPart(conversationId, part));
    return encrypted;
  },
};

async function encryptPart(conversationId: string, { person, texts }: Part): Promise<Uint8Array[]> {
  const conversation = clientOf(person).client.conversations().findGroupById(conversationId);
  for (const [place, text] of texts.entries()) {
    // The same words twice in a millisecond would be one message without a key of its own.
    await conversation.sendText(text, { optimistic: true, idempotencyKey: `${person}/${place}` });
  }
  return holding.during(conversationId, texts.length, () => conversation.publishMessages());
}

function tell(answer: FromThread): void {
  port.postMessage(answer);
}

port.on("message", ({ id, task }: ToThread) => {
  const doer = doers[task.kind] as (task: Task) => Promise<Results[Task["kind"]]>;
  doer(task).then(
    (result) => tell({ kind: "done", id, result }),
    (error: unknown) =>
      tell({ kind: "failed", id, reason: error instanceof Error ? error.message : String(error) }),
  );
});
tell({ kind: "ready" });
