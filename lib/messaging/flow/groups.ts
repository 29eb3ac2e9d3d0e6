import { ParleyError } from "@/lib/errors/base.ts";
import type { GroupEdit, NewGroup } from "../core/group.ts";
import { dmInboxId, type PeerRecord, type ThreadKey } from "../core/records.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";
import { findPerson } from "./find-person.ts";
import { learnSenders } from "./learn-senders.ts";
import { loadThread } from "./load-thread.ts";
import type { Sending } from "./send-message.ts";
import type { TabTalk } from "./tabs/tab-talk.ts";

/** What of an inbox that is shown is needed to change its groups. */
export type GroupInbox = {
  desk: Desk;
  sending: Sending;
  talk: TabTalk;
  /** Waits for a client that is being opened. */
  client: () => Promise<XmtpClient>;
};

/** Groups as the screen changes them; what they are is in the store's threads. */
export type Groups = {
  /**
   * Makes a group and gives its thread. It is here at once; whom it invites is added when the
   * network is there, before anything that is written in it leaves.
   */
  create(plan: NewGroup & { people: readonly PeerRecord[] }): Promise<ThreadKey>;
  /** Changes a group, or of a DM how long messages stay; fails as `XmtpClient.changeGroup`. */
  change(thread: ThreadKey, edit: GroupEdit): Promise<void>;
  /** Looks at a group again: a change of its rules is told by nobody. */
  look(thread: ThreadKey): void;
  /** Who is behind an address; fails as the flow of the same name. */
  findPerson(addressText: string): Promise<PeerRecord>;
};

export function createGroups(inbox: () => GroupInbox): Groups {
  return {
    async create({ people, ...group }) {
      const current = inbox();
      const { desk, sending, talk } = current;
      const conversation = await (await current.client()).createGroup(group);
      // Made for somebody who is not there any more: it is in their list when they come back.
      if (desk.isClosed) throw new ParleyError("tab.elsewhere", "Another inbox is shown now");
      const { key } = conversation;
      desk.putConversation(conversation);
      desk.thread(key);
      for (const { inboxId, address } of people) desk.people.set(inboxId, address);
      if (people.length > 0) {
        sending.send(key, { type: "invitation", inboxIds: people.map(({ inboxId }) => inboxId) });
      }
      void learnSenders(desk, key);
      desk.flush();
      talk.tell({ kind: "group", thread: key });
      return key;
    },
    async change(thread, edit) {
      const current = inbox();
      try {
        await (await current.client()).changeGroup(thread, edit);
      } finally {
        // Whether it happened or not, what is there now is what is true.
        showGroupChange(current, thread);
        current.talk.tell({ kind: "group", thread });
      }
    },
    look: (thread) => lookAtGroup(inbox().desk, thread),
    findPerson(addressText) {
      const { desk, client } = inbox();
      return findPerson(desk, client, addressText);
    },
  };
}

/** Something was changed in this group by this person, here or in another tab. */
export function showGroupChange(
  { desk, sending }: Pick<GroupInbox, "desk" | "sending">,
  thread: ThreadKey,
): void {
  loadThread(desk, sending, thread).catch(() => undefined);
  lookAtGroup(desk, thread);
}

const reading = new WeakMap<Desk, Map<ThreadKey, { again: boolean }>>();

/**
 * Reads a group from this device's store and shows what it is. While it is read another look only
 * lets it be read once more: of many changes at once the last one counts.
 */
export function lookAtGroup(desk: Desk, key: ThreadKey): void {
  const underWay = reading.get(desk) ?? new Map<ThreadKey, { again: boolean }>();
  reading.set(desk, underWay);
  const known = underWay.get(key);
  if (known) {
    known.again = true;
    return;
  }
  const turn = { again: false };
  underWay.set(key, turn);
  void readGroup(desk, key)
    // What can't be read now is read with the next change.
    .catch(() => undefined)
    .finally(() => {
      underWay.delete(key);
      if (turn.again) lookAtGroup(desk, key);
    });
}

async function readGroup(desk: Desk, key: ThreadKey): Promise<void> {
  if (dmInboxId(key)) return;
  const group = await desk.client?.readGroup(key);
  if (!group || desk.isClosed) return;
  for (const { inboxId, address } of group.members) if (address) desk.people.set(inboxId, address);
  desk.putGroup(key, group);
}
