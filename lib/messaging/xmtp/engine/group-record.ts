import {
  ContentType,
  type Conversation,
  type DecodedMessage,
  IdentifierKind,
  type GroupMember as Listed,
  PermissionLevel,
  PermissionPolicy,
  type PermissionPolicySet,
} from "@xmtp/wasm-bindings";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  compareMembers,
  type GroupMember,
  type GroupRecord,
  type Policy,
  type Role,
} from "../../core/group.ts";
import type { EngineContext } from "./engine-context.ts";
import { disappearAfterMsOf, standingOf } from "./threads.ts";

const ROLES: Record<PermissionLevel, Role> = {
  [PermissionLevel.Member]: "member",
  [PermissionLevel.Admin]: "admin",
  [PermissionLevel.SuperAdmin]: "super-admin",
};

const POLICIES: Record<PermissionPolicy, Policy> = {
  [PermissionPolicy.Allow]: "everyone",
  [PermissionPolicy.Deny]: "nobody",
  [PermissionPolicy.Admin]: "admins",
  [PermissionPolicy.SuperAdmin]: "super-admins",
  [PermissionPolicy.DoesNotExist]: "other",
  [PermissionPolicy.Other]: "other",
};

/** All that this device knows of a group, from its store alone. */
export async function readGroup(
  conversation: Conversation,
  context: EngineContext,
): Promise<GroupRecord> {
  const { policySet } = conversation.groupPermissions();
  const disappearAfterMs = disappearAfterMsOf(conversation);
  return {
    key: context.threads.keyOfConversation(conversation),
    name: conversation.groupName(),
    description: conversation.groupDescription(),
    pictureUrl: conversation.groupImageUrlSquare(),
    standing: standingOf(conversation),
    members: await readMembers(conversation, context),
    policies: toPolicies(policySet),
    ...(disappearAfterMs !== undefined && { disappearAfterMs }),
  };
}

async function readMembers(
  conversation: Conversation,
  { client, peers }: EngineContext,
): Promise<GroupMember[]> {
  const listed: Listed[] = await conversation.listMembers();
  // A group that nobody was added to lists nobody, not even who made it.
  if (listed.length === 0) return [await ownMember(conversation, client.inboxId as InboxId)];
  // Offline with a stranger among them: their first wallet stands for them until it is known.
  await peers.learn(listed.map(({ inboxId }) => inboxId as InboxId)).catch(() => undefined);
  const leaving = await readLeaving(conversation);
  const members = listed.map((member): GroupMember => {
    const inboxId = member.inboxId as InboxId;
    const address = peers.known(inboxId) ?? firstAddress(member);
    return {
      inboxId,
      ...(address && { address }),
      role: ROLES[member.permissionLevel],
      ...(leaving.has(inboxId) && { isLeaving: true }),
    };
  });
  return members.sort(compareMembers);
}

async function ownMember(conversation: Conversation, inboxId: InboxId): Promise<GroupMember> {
  const role = conversation.isSuperAdmin(inboxId) ? "super-admin" : "member";
  return { inboxId, role };
}

function firstAddress({ accountIdentifiers }: Listed) {
  const first = accountIdentifiers.find(
    ({ identifierKind }) => identifierKind === IdentifierKind.Ethereum,
  );
  return first && parseAddress(first.identifier);
}

/** Who asked to be let go, and has neither gone nor come back since. */
async function readLeaving(conversation: Conversation): Promise<ReadonlySet<string>> {
  const leaving = new Set<string>();
  if (Number(await conversation.countMessages({ contentTypes: [ContentType.LeaveRequest] })) === 0)
    return leaving;
  const events: DecodedMessage[] = await conversation.findEnrichedMessages({
    contentTypes: [ContentType.LeaveRequest, ContentType.GroupUpdated],
  });
  for (const { content, senderInboxId } of events.sort((a, b) => Number(a.sentAtNs - b.sentAtNs))) {
    if (content.type === "leaveRequest") leaving.add(senderInboxId);
    if (content.type !== "groupUpdated") continue;
    const { addedInboxes, removedInboxes, leftInboxes } = content.content;
    for (const { inboxId } of [...addedInboxes, ...removedInboxes, ...leftInboxes])
      leaving.delete(inboxId);
  }
  return leaving;
}

function toPolicies(set: PermissionPolicySet): GroupRecord["policies"] {
  return {
    add: POLICIES[set.addMemberPolicy],
    remove: POLICIES[set.removeMemberPolicy],
    "make-admin": POLICIES[set.addAdminPolicy],
    "unmake-admin": POLICIES[set.removeAdminPolicy],
    name: POLICIES[set.updateGroupNamePolicy],
    description: POLICIES[set.updateGroupDescriptionPolicy],
    picture: POLICIES[set.updateGroupImageUrlSquarePolicy],
    disappearing: POLICIES[set.updateMessageDisappearingPolicy],
  };
}
