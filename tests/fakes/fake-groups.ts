import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  compareMembers,
  type GroupEdit,
  type GroupMember,
  type GroupRecord,
  problemWith,
  type Role,
} from "@/lib/messaging/core/group.ts";
import {
  type ConversationId,
  type ConversationRecord,
  dmInboxId,
  type GroupChange,
  groupKey,
  type MessageContent,
  type SentContent,
  type ThreadKey,
} from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { Group } from "./fake-group.ts";
import type { FakeNetwork } from "./fake-network.ts";
import type { FakeStore } from "./fake-store.ts";

/** The rules that XMTP gives a new group. */
const DEFAULT_POLICIES: GroupRecord["policies"] = {
  add: "everyone",
  remove: "admins",
  "make-admin": "super-admins",
  "unmake-admin": "super-admins",
  name: "everyone",
  description: "everyone",
  picture: "everyone",
  disappearing: "admins",
};

type Device = {
  inboxId: InboxId;
  pull(): void;
  recordOf(key: ThreadKey): ConversationRecord;
};

/** Groups as a client keeps and changes them. */
export function fakeGroups(
  network: FakeNetwork,
  store: FakeStore,
  { inboxId, pull, recordOf }: Device,
): Pick<XmtpClient, "createGroup" | "readGroup" | "changeGroup"> {
  function groupOf(key: ThreadKey): Group | undefined {
    const peer = dmInboxId(key);
    return peer
      ? [...store.groups.values()].find(
          ({ kind, members }) => kind === "dm" && members.includes(peer),
        )
      : store.groups.get(key.slice("group:".length));
  }

  function read(group: Group): GroupRecord {
    const { disappearAfterMs } = group;
    return {
      key: groupKey(group.id as ConversationId),
      name: group.name ?? "",
      description: group.description ?? "",
      pictureUrl: group.pictureUrl ?? "",
      standing: standingIn(group, { inboxId, store }).standing ?? "member",
      members: membersOf(group, network),
      policies: group.policies ?? DEFAULT_POLICIES,
      ...(disappearAfterMs && { disappearAfterMs }),
    };
  }

  return {
    createGroup: async ({ name, disappearAfterMs }) => {
      const group: Group = {
        id: `fa${store.groups.size}${inboxId.length}`.padEnd(32, "0"),
        kind: "group",
        name,
        members: [inboxId],
        roles: { [inboxId]: "super-admin" },
        createdAtNs: network.nowNs(),
        ...(disappearAfterMs && { disappearAfterMs }),
      };
      store.groups.set(group.id, group);
      store.consents.set(group.id, "allowed");
      return recordOf(groupKey(group.id as ConversationId));
    },
    readGroup: async (key) => {
      const group = dmInboxId(key) ? undefined : groupOf(key);
      return group && read(group);
    },
    changeGroup: async (key, edit) => {
      network.mustAnswer();
      pull();
      const group = groupOf(key);
      if (!group) throw new ParleyError("group.gone", "No such group");
      const problem =
        group.kind === "group"
          ? problemWith(edit, read(group), inboxId)
          : edit.kind !== "disappearing" && "group.not-allowed";
      if (problem) throw new ParleyError(problem, "Refused");
      if (edit.kind === "leave") store.left.add(group.id);
      for (const [after, changes] of editsOf(edit, group, inboxId)) {
        const content: Extract<MessageContent, { by: InboxId }> = {
          type: "group-changed",
          by: inboxId,
          changes,
        };
        network.changeGroup(after, inboxId, content);
        pull();
      }
    },
  };
}

/** How somebody stands to a group; nothing for a member. */
export function standingIn(
  group: Group,
  { inboxId, store }: { inboxId: InboxId; store: FakeStore },
): Pick<ConversationRecord, "standing"> {
  if (group.kind === "dm") return {};
  if (!group.members.includes(inboxId))
    return { standing: store.left.has(group.id) ? "left" : "removed" };
  return group.leaving?.includes(inboxId) ? { standing: "leaving" } : {};
}

/** As the engine does: whose device hears of a request to leave, and may, fulfils it. */
export function letGo(
  network: FakeNetwork,
  {
    group,
    content,
    inboxId,
  }: { group: Group; content: MessageContent | SentContent; inboxId: InboxId },
): void {
  if (content.type !== "group-changed") return;
  const asked = content.changes.flatMap((change) =>
    change.kind === "leaving" ? change.inboxIds : [],
  );
  const now = network.group(group.id) ?? group;
  const gone = asked.filter((id) => id !== inboxId && now.leaving?.includes(id));
  if (gone.length === 0 || rolesOf(now)[inboxId] !== "super-admin") return;
  const after = without(now, gone);
  const changes: GroupChange[] = [{ kind: "left", inboxIds: gone }];
  network.changeGroup(after, inboxId, { type: "group-changed", by: inboxId, changes });
}

export function rolesOf({ roles, members }: Group): Readonly<Record<InboxId, Role>> {
  const [first] = members;
  return roles ?? (first ? { [first]: "super-admin" } : {});
}

function membersOf(group: Group, network: FakeNetwork): GroupMember[] {
  const roles = rolesOf(group);
  const all = group.members.map((inboxId): GroupMember => {
    const address = network.addressOf(inboxId);
    return {
      inboxId,
      ...(address && { address }),
      role: roles[inboxId] ?? "member",
      ...(group.leaving?.includes(inboxId) && { isLeaving: true }),
    };
  });
  return all.sort(compareMembers);
}

type Edited = readonly [after: Group, changes: GroupChange[]];

/** What a change makes of a group, and what its members read of it; more than one commit for some. */
function editsOf(edit: GroupEdit, group: Group, self: InboxId): Edited[] {
  switch (edit.kind) {
    case "name":
    case "description":
    case "picture": {
      const field = edit.kind === "picture" ? "pictureUrl" : edit.kind;
      const change = { kind: edit.kind, ...(edit.value && { value: edit.value }) };
      return [[{ ...group, [field]: edit.value }, [change]]];
    }
    case "disappearing": {
      const { disappearAfterMs: before, ...rest } = group;
      if (before === edit.afterMs) return [];
      if (edit.afterMs === undefined) return [[rest, [{ kind: "disappearing" }]]];
      const value = String(BigInt(edit.afterMs) * 1_000_000n);
      const after = { ...rest, disappearAfterMs: edit.afterMs };
      return [[after, [{ kind: "disappearing", value }]]];
    }
    case "add": {
      const fresh = [...new Set(edit.inboxIds)].filter((id) => !group.members.includes(id));
      if (fresh.length === 0) return [];
      const after = { ...group, roles: rolesOf(group), members: [...group.members, ...fresh] };
      return [[after, [{ kind: "added", inboxIds: fresh }]]];
    }
    case "remove": {
      const there = edit.inboxIds.filter((id) => group.members.includes(id));
      if (there.length === 0) return [];
      return [[without(group, there), [{ kind: "removed", inboxIds: there }]]];
    }
    case "role":
      return rolesEdited(group, edit.inboxId, edit.role);
    case "policy": {
      const policies = { ...(group.policies ?? DEFAULT_POLICIES), [edit.action]: edit.policy };
      return [[{ ...group, policies }, []]];
    }
    case "leave": {
      const demoted = rolesEdited(group, self, "member");
      const base = demoted.at(-1)?.[0] ?? group;
      const leaving = { ...base, leaving: [...(base.leaving ?? []), self] };
      return [...demoted, [leaving, [{ kind: "leaving", inboxIds: [self] }]]];
    }
  }
}

function rolesEdited(group: Group, inboxId: InboxId, role: Role): Edited[] {
  const before = rolesOf(group)[inboxId] ?? "member";
  if (before === role) return [];
  const inboxIds = [inboxId];
  const changes: GroupChange[] = [];
  if (before === "admin") changes.push({ kind: "no-longer-admin", inboxIds });
  if (before === "super-admin") changes.push({ kind: "no-longer-super-admin", inboxIds });
  if (role === "admin") changes.push({ kind: "made-admin", inboxIds });
  if (role === "super-admin") changes.push({ kind: "made-super-admin", inboxIds });
  return [[{ ...group, roles: { ...rolesOf(group), [inboxId]: role } }, changes]];
}

function without(group: Group, gone: readonly InboxId[]): Group {
  const stay = (id: InboxId) => !gone.includes(id);
  const roles = Object.fromEntries(
    Object.entries(rolesOf(group)).filter(([id]) => stay(id as InboxId)),
  );
  const members = group.members.filter(stay);
  return { ...group, members, roles, leaving: (group.leaving ?? []).filter(stay) };
}
