import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Pending } from "../core/outbox.ts";
import type { ConversationRecord, ReadTime, ThreadKey } from "../core/records.ts";
import type { Thread } from "../core/view.ts";
import type { OpenThread } from "./open-thread.ts";

type Known = {
  conversation: ConversationRecord | undefined;
  peer: Thread["peer"];
  /** Of this thread, in the order of writing. */
  pending: readonly Pending[];
};

/** A thread as the screen shows it; the same object as before when it says the same. */
export function toThreadView(
  key: ThreadKey,
  thread: OpenThread,
  { conversation, peer, pending }: Known,
  before: Thread | undefined,
): Thread {
  const { isLoaded, senders, readTimes, typing, aside, group } = thread;
  const { timeline, hasOlder } = aside ?? thread;
  const invitations = toInvitations(pending, before?.invitations);
  const view: Thread = {
    key,
    ...(conversation && { conversationId: conversation.id }),
    ...(peer && { peer }),
    ...(conversation?.name && { name: conversation.name }),
    ...(conversation && { consent: conversation.consent }),
    ...(conversation?.standing && { standing: conversation.standing }),
    ...(conversation?.disappearAfterMs && { disappearAfterMs: conversation.disappearAfterMs }),
    ...(group && { group }),
    ...(invitations && { invitations }),
    ...(senders && { senders }),
    ...(readTimes && { readUntilMs: toReadUntilMs(readTimes, before?.readUntilMs) }),
    ...(typing && { typing }),
    status: isLoaded || aside ? "ready" : "loading",
    items: timeline.items,
    hasOlder,
    hasNewer: aside !== undefined,
    ...toTarget(thread),
  };
  return before && sameThread(before, view) ? before : view;
}

function toInvitations(
  pending: readonly Pending[],
  before: Thread["invitations"],
): Thread["invitations"] {
  const next = pending.flatMap(({ key, content, state }) =>
    content.type === "invitation" ? { key, inboxIds: content.inboxIds, state } : [],
  );
  if (next.length === 0) return undefined;
  return JSON.stringify(next) === JSON.stringify(before) ? before : next;
}

/** Once it is among what is shown: until then there is nothing to scroll to. */
function toTarget({ target, timeline, aside }: OpenThread): Pick<Thread, "target"> {
  if (!target) return {};
  const { records, writtenKeys } = aside?.timeline ?? timeline;
  const { messageId, turn } = target;
  if (!records.some(({ id }) => id === messageId)) return {};
  return { target: { itemKey: writtenKeys.get(messageId) ?? messageId, turn } };
}

function toReadUntilMs(
  readTimes: ReadonlyMap<InboxId, ReadTime>,
  before: Thread["readUntilMs"],
): ReadonlyMap<InboxId, number> {
  const next = new Map(
    [...readTimes].map(([inboxId, { untilNs }]) => [inboxId, Number(untilNs / 1_000_000n)]),
  );
  const isSame =
    before?.size === next.size && [...next].every(([inboxId, ms]) => before.get(inboxId) === ms);
  return isSame ? before : next;
}

function sameThread(a: Thread, b: Thread): boolean {
  return (
    a.items === b.items &&
    a.hasNewer === b.hasNewer &&
    a.target?.turn === b.target?.turn &&
    a.senders === b.senders &&
    a.readUntilMs === b.readUntilMs &&
    a.typing === b.typing &&
    a.consent === b.consent &&
    a.standing === b.standing &&
    a.disappearAfterMs === b.disappearAfterMs &&
    a.group === b.group &&
    a.invitations === b.invitations &&
    a.status === b.status &&
    a.hasOlder === b.hasOlder &&
    a.conversationId === b.conversationId &&
    a.peer?.address === b.peer?.address &&
    a.name === b.name
  );
}
