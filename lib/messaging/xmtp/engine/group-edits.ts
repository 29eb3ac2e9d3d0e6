import {
  type Conversation,
  MetadataField,
  PermissionPolicy,
  PermissionUpdateType,
} from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  type GroupAction,
  type GroupEdit,
  type GroupRecord,
  mayDo,
  type Policy,
  problemWith,
  type Role,
  roleIn,
} from "../../core/group.ts";
import type { ThreadKey } from "../../core/records.ts";
import { withDeadline } from "./deadline.ts";
import type { EngineContext } from "./engine-context.ts";
import { toEngineError } from "./engine-error.ts";
import { readGroup } from "./group-record.ts";
import { disappearAfterMsOf, peerInboxId } from "./threads.ts";

/** One commit with its retries; who loses a race for an epoch tries again in the next. */
const COMMIT_DEADLINE_MS = 20_000;

/** So many people fit one commit and its welcomes without being a burden to anybody. */
const ADDED_AT_ONCE = 50;

/** What the engine says when a rule, or the state of the group, is against a change. */
const REFUSALS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/commit validation|InsufficientPermissions/i, "group.not-allowed"],
  [/Group is inactive|NotAGroupMember/i, "group.gone"],
  [/Max user limit exceeded/i, "group.full"],
  [/TooManyCharacters/i, "group.too-long"],
  [/SuperAdminLeaveForbidden|must be demoted first/i, "group.last-super-admin"],
  [/MissingSequenceId|AddressNotFound|InboxIdNotFound/i, "xmtp.not-registered"],
];

type EditParts = { context: EngineContext; probe: () => Promise<void> };

/**
 * Changes a group, or how long the messages of a DM stay.
 *
 * The engine keeps a change that it could not publish, and publishes it later: a group that one was
 * taken out of got a new name from there months after, when one was let in again. So nothing is
 * begun before the network has answered, nor against the group's rules as they are there: such a
 * commit would travel to everybody and be refused by each.
 */
export async function changeGroup(
  thread: ThreadKey,
  edit: GroupEdit,
  { context, probe }: EditParts,
): Promise<void> {
  const conversation = context.threads.find(thread);
  if (!conversation) throw new ParleyError("group.gone", "This device has no such group");
  await probe();
  try {
    if (peerInboxId(conversation)) await changeDm(conversation, edit);
    else await changeAsAllowed(conversation, edit, context);
  } catch (error) {
    throw toGroupError(error);
  } finally {
    context.threads.forgetGroup(conversation.id());
    context.lastMessages.forget(conversation.id());
    context.expiry.forget(thread);
  }
}

async function changeAsAllowed(
  group: Conversation,
  edit: GroupEdit,
  context: EngineContext,
): Promise<void> {
  if (group.isActive()) await withDeadline("sync the group", group.sync());
  const record = await readGroup(group, context);
  const self = context.client.inboxId as InboxId;
  const problem = problemWith(edit, record, self);
  if (problem) throw new ParleyError(problem, `${edit.kind} is refused`);
  switch (edit.kind) {
    case "name":
      return commit("rename", group.updateGroupName(edit.value));
    case "description":
      return commit("describe", group.updateGroupDescription(edit.value));
    case "picture":
      return commit("set the picture", group.updateGroupImageUrlSquare(edit.value));
    case "add":
      return add(group, edit.inboxIds, { record, self });
    case "remove":
      return remove(group, edit.inboxIds, { record, self });
    case "role":
      return setRole(group, edit.inboxId, edit.role);
    case "policy":
      return setPolicy(group, edit.action, edit.policy);
    case "disappearing":
      return setDisappearing(group, edit.afterMs);
    case "leave":
      // An admin may go as one; a super admin can't, nor may every admin make themselves less.
      await demote(group, [self], { record, self });
      if (group.isSuperAdmin(self)) await commit("step down", group.removeSuperAdmin(self));
      return commit("leave", group.leaveGroup());
  }
}

type Known = { record: GroupRecord; self: InboxId };

async function add(group: Conversation, inboxIds: readonly InboxId[], known: Known): Promise<void> {
  const fresh = [...new Set(inboxIds)].filter((id) => roleIn(known.record, id) === undefined);
  // Somebody who was made an admin while another took them out would come back as one.
  await demote(group, fresh, known);
  for (const some of inChunks(fresh)) await commit("add", group.addMembers(some));
}

async function remove(
  group: Conversation,
  inboxIds: readonly InboxId[],
  known: Known,
): Promise<void> {
  const there = inboxIds.filter((id) => roleIn(known.record, id) !== undefined);
  await demote(group, there, known);
  for (const some of inChunks(there)) await commit("remove", group.removeMembers(some));
}

async function demote(
  group: Conversation,
  inboxIds: readonly InboxId[],
  { record, self }: Known,
): Promise<void> {
  if (!mayDo(record, self, "unmake-admin")) return;
  for (const id of inboxIds) if (group.isAdmin(id)) await commit("demote", group.removeAdmin(id));
}

/** Takes what is too much last: nobody is without a role that they are to have. */
async function setRole(group: Conversation, inboxId: InboxId, role: Role): Promise<void> {
  if (role === "super-admin" && !group.isSuperAdmin(inboxId))
    await commit("make a super admin", group.addSuperAdmin(inboxId));
  if (role === "admin" && !group.isAdmin(inboxId))
    await commit("make an admin", group.addAdmin(inboxId));
  if (role === "member" && group.isAdmin(inboxId))
    await commit("demote", group.removeAdmin(inboxId));
  if (role !== "super-admin" && group.isSuperAdmin(inboxId))
    await commit("demote", group.removeSuperAdmin(inboxId));
}

const UPDATES: Record<GroupAction, readonly [PermissionUpdateType, ...(MetadataField | null)[]]> = {
  add: [PermissionUpdateType.AddMember, null],
  remove: [PermissionUpdateType.RemoveMember, null],
  "make-admin": [PermissionUpdateType.AddAdmin, null],
  "unmake-admin": [PermissionUpdateType.RemoveAdmin, null],
  name: [PermissionUpdateType.UpdateMetadata, MetadataField.GroupName],
  description: [PermissionUpdateType.UpdateMetadata, MetadataField.Description],
  picture: [PermissionUpdateType.UpdateMetadata, MetadataField.GroupImageUrlSquare],
  disappearing: [
    PermissionUpdateType.UpdateMetadata,
    MetadataField.MessageExpirationInNs,
    MetadataField.MessageExpirationFromNs,
  ],
};

const POLICIES: Partial<Record<Policy, PermissionPolicy>> = {
  everyone: PermissionPolicy.Allow,
  admins: PermissionPolicy.Admin,
  "super-admins": PermissionPolicy.SuperAdmin,
};

async function setPolicy(group: Conversation, action: GroupAction, policy: Policy): Promise<void> {
  const value = POLICIES[policy];
  if (value === undefined) throw new ParleyError("group.not-allowed", "No rule of that name");
  const [update, ...fields] = UPDATES[action];
  for (const field of fields)
    await commit("change a rule", group.updatePermissionPolicy(update, value, field));
}

/** A DM has two members and no rules: either may decide. It may be several groups. */
async function changeDm(dm: Conversation, edit: GroupEdit): Promise<void> {
  if (edit.kind !== "disappearing")
    throw new ParleyError("group.not-allowed", "A DM has nothing else to change");
  await setDisappearing(dm, edit.afterMs);
  const duplicates: Conversation[] = await dm.findDuplicateDms();
  for (const other of duplicates.filter((each) => each.isActive()))
    await setDisappearing(other, edit.afterMs);
}

/** `fromNs` only has to be there: the engine counts for what arrives after the change. */
async function setDisappearing(group: Conversation, afterMs: number | undefined): Promise<void> {
  if (afterMs === disappearAfterMsOf(group)) return;
  if (afterMs === undefined)
    return commit("stop disappearing", group.removeMessageDisappearingSettings());
  const fromNs = BigInt(Date.now()) * 1_000_000n;
  const inNs = BigInt(afterMs) * 1_000_000n;
  return commit("disappearing", group.updateMessageDisappearingSettings({ fromNs, inNs }));
}

function commit(what: string, call: Promise<void>): Promise<void> {
  return withDeadline(what, call, COMMIT_DEADLINE_MS);
}

function inChunks(inboxIds: readonly InboxId[]): InboxId[][] {
  const chunks = [];
  for (let start = 0; start < inboxIds.length; start += ADDED_AT_ONCE)
    chunks.push(inboxIds.slice(start, start + ADDED_AT_ONCE));
  return chunks;
}

function toGroupError(error: unknown): ParleyError {
  const known = toEngineError(error);
  if (known.code !== "unexpected") return known;
  const code = REFUSALS.find(([pattern]) => pattern.test(known.message))?.[1];
  return code ? new ParleyError(code, known.message, { cause: error }) : known;
}
