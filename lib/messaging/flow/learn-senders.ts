import type { InboxId } from "@/lib/identity/core/ids.ts";
import { peopleIn } from "../core/people-in.ts";
import { dmInboxId, type ThreadKey } from "../core/records.ts";
import type { Desk } from "./desk.ts";

/**
 * Finds the addresses of all whom the messages of an open group speak of. Who can't be found now
 * keeps the short form of their inbox id, and is looked for again with the next message.
 */
export async function learnSenders(desk: Desk, key: ThreadKey): Promise<void> {
  const thread = desk.threads.get(key);
  if (dmInboxId(key) || !thread) return;
  const { records } = (thread.aside ?? thread).timeline;
  const invited = desk.outbox.queue.flatMap(({ thread: of, content }) =>
    of === key && content.type === "invitation" ? content.inboxIds : [],
  );
  const people = new Set([...records.flatMap(peopleIn), ...invited]);
  people.delete(desk.ownInboxId);
  const unknown = [...people].filter((inboxId) => !thread.senders?.has(inboxId));
  if (unknown.length === 0) return;
  await learnPeople(desk, unknown);
  const learnt = unknown.flatMap((inboxId) => {
    const address = desk.people.get(inboxId);
    return address ? [[inboxId, address] as const] : [];
  });
  if (learnt.length === 0) return;
  thread.senders = new Map([...(thread.senders ?? []), ...learnt]);
  desk.changed(key);
}

/** Finds the addresses of all whom the list's last lines speak of, where there are several. */
export async function learnListed(desk: Desk): Promise<void> {
  const groups = [...desk.conversations.values()].filter(({ kind }) => kind === "group");
  const people = groups.flatMap(({ lastMessage }) => (lastMessage ? peopleIn(lastMessage) : []));
  const unknown = people.filter((inboxId) => !desk.people.has(inboxId));
  if (unknown.length === 0) return;
  await learnPeople(desk, unknown);
  for (const { key } of groups) desk.changed(key);
}

/** Each of them is asked for once at a time, however many messages speak of them meanwhile. */
async function learnPeople(desk: Desk, inboxIds: readonly InboxId[]): Promise<void> {
  const { client, people, asking } = desk;
  const unknown = [...new Set(inboxIds)].filter((inboxId) => !people.has(inboxId));
  const unasked = unknown.filter((inboxId) => !asking.has(inboxId));
  if (client && unasked.length > 0) {
    const answer = client.findPeers(unasked).then(
      (found) => {
        for (const { inboxId, address } of found) people.set(inboxId, address);
      },
      () => undefined,
    );
    for (const inboxId of unasked) asking.set(inboxId, answer);
    void answer.finally(() => {
      for (const inboxId of unasked) asking.delete(inboxId);
    });
  }
  await Promise.all(new Set(unknown.map((inboxId) => asking.get(inboxId))));
}
