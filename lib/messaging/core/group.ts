import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Standing, ThreadKey } from "./records.ts";
import { utf8Bytes } from "./text-limit.ts";

/** What somebody may do in a group beyond writing. A super admin may do all that an admin may. */
export type Role = "member" | "admin" | "super-admin";

/** Who may do something. `other` is a rule that another app made and that has no name here. */
export type Policy = "everyone" | "admins" | "super-admins" | "nobody" | "other";

export const GROUP_ACTIONS = [
  "add",
  "remove",
  "make-admin",
  "unmake-admin",
  "name",
  "description",
  "picture",
  "disappearing",
] as const;

/** What a group has a rule about. Super admins alone make super admins and change the rules. */
export type GroupAction = (typeof GROUP_ACTIONS)[number];

export type GroupMember = {
  inboxId: InboxId;
  /** Left out for who has none. */
  address?: Address;
  role: Role;
  /** Asked to be let go and is still here. */
  isLeaving?: true;
};

/** All that a device knows of a group. */
export type GroupRecord = {
  key: ThreadKey;
  name: string;
  description: string;
  /** Where a picture is, as somebody wrote it; never asked for unseen. */
  pictureUrl: string;
  standing: Standing;
  /** Super admins first, then admins; each in the order of their inbox ids. Oneself is among them. */
  members: readonly GroupMember[];
  policies: Readonly<Record<GroupAction, Policy>>;
  /** How long a message stays, in milliseconds; left out while messages stay for ever. */
  disappearAfterMs?: number;
};

const RANKS: readonly Role[] = ["super-admin", "admin", "member"];

/** The order in which `GroupRecord` has its members. */
export function compareMembers(a: GroupMember, b: GroupMember): number {
  return RANKS.indexOf(a.role) - RANKS.indexOf(b.role) || (a.inboxId < b.inboxId ? -1 : 1);
}

/** One thing that a person changes about a group. */
export type GroupEdit =
  | { kind: "name" | "description" | "picture"; value: string }
  | { kind: "add" | "remove"; inboxIds: readonly InboxId[] }
  | { kind: "role"; inboxId: InboxId; role: Role }
  | { kind: "policy"; action: GroupAction; policy: Policy }
  | { kind: "disappearing"; afterMs: number | undefined }
  /** A super admin steps down first, so there has to be another one. */
  | { kind: "leave" };

/** What a group begins with; whom it invites comes after. */
export type NewGroup = { name: string; disappearAfterMs?: number };

/** libxmtp's own limit counts inboxes, and is not held by every way of adding. */
export const MAX_GROUP_MEMBERS = 250;

/** The limits of libxmtp, in bytes of UTF-8. */
export const MAX_GROUP_TEXT_BYTES = { name: 100, description: 1_000, picture: 2_048 } as const;

/** A shorter time than this would be over before anybody has read a message. */
export const MIN_DISAPPEAR_MS = 5_000;
/** A longer one is no promise that anybody can check. */
export const MAX_DISAPPEAR_MS = 365 * 24 * 60 * 60_000;

/** The choices of a rule that the protocol has for an action. */
export function policiesFor(action: GroupAction): readonly Policy[] {
  const isAboutAdmins = action === "make-admin" || action === "unmake-admin";
  return isAboutAdmins ? ["admins", "super-admins"] : ["everyone", "admins", "super-admins"];
}

export function roleIn(group: GroupRecord, inboxId: InboxId): Role | undefined {
  return group.members.find((member) => member.inboxId === inboxId)?.role;
}

/** Whether a role satisfies a rule. What nobody here can read is not promised to anybody. */
export function satisfies(role: Role | undefined, policy: Policy): boolean {
  if (role === undefined) return false;
  switch (policy) {
    case "everyone":
      return true;
    case "admins":
      return role !== "member";
    case "super-admins":
      return role === "super-admin";
    case "nobody":
    case "other":
      return false;
  }
}

export function mayDo(group: GroupRecord, inboxId: InboxId, action: GroupAction): boolean {
  return satisfies(roleIn(group, inboxId), group.policies[action]);
}

/** Why somebody can't make a change to a group as it stands; undefined when they can. */
export function problemWith(
  edit: GroupEdit,
  group: GroupRecord,
  by: InboxId,
): ErrorCode | undefined {
  if (group.standing !== "member") return "group.gone";
  switch (edit.kind) {
    case "name":
    case "description":
    case "picture":
      if (utf8Bytes(edit.value) > MAX_GROUP_TEXT_BYTES[edit.kind]) return "group.too-long";
      if (edit.kind === "picture" && !isPictureUrl(edit.value)) return "group.picture-url";
      return forbidden(group, by, edit.kind);
    case "add": {
      const known = new Set(group.members.map(({ inboxId }) => inboxId));
      const fresh = new Set(edit.inboxIds.filter((inboxId) => !known.has(inboxId)));
      if (fresh.size === 0) return undefined;
      if (known.size + fresh.size > MAX_GROUP_MEMBERS) return "group.full";
      return forbidden(group, by, "add");
    }
    case "remove":
      // A super admin has to be made less first: whoever removed them could take the group.
      if (edit.inboxIds.some((inboxId) => roleIn(group, inboxId) === "super-admin"))
        return "group.not-allowed";
      return forbidden(group, by, "remove");
    case "role":
      return roleProblem(edit, group, by);
    case "policy":
      if (!policiesFor(edit.action).includes(edit.policy)) return "group.not-allowed";
      return roleIn(group, by) === "super-admin" ? undefined : "group.not-allowed";
    case "disappearing":
      return forbidden(group, by, "disappearing");
    case "leave":
      return leaveProblem(group, by);
  }
}

function forbidden(group: GroupRecord, by: InboxId, action: GroupAction): ErrorCode | undefined {
  return mayDo(group, by, action) ? undefined : "group.not-allowed";
}

function roleProblem(
  { inboxId, role }: Extract<GroupEdit, { kind: "role" }>,
  group: GroupRecord,
  by: InboxId,
): ErrorCode | undefined {
  const before = roleIn(group, inboxId);
  if (before === undefined) return "group.not-member";
  if (before === role) return undefined;
  const isAboutSuper = before === "super-admin" || role === "super-admin";
  if (isAboutSuper && roleIn(group, by) !== "super-admin") return "group.not-allowed";
  if (before === "super-admin" && isLastSuperAdmin(group, inboxId)) return "group.last-super-admin";
  if (isAboutSuper) return undefined;
  return forbidden(group, by, role === "admin" ? "make-admin" : "unmake-admin");
}

function leaveProblem(group: GroupRecord, by: InboxId): ErrorCode | undefined {
  if (group.members.length === 1) return "group.alone";
  return isLastSuperAdmin(group, by) ? "group.last-super-admin" : undefined;
}

/** Whether a group would be without a super admin if this one were none. */
export function isLastSuperAdmin(group: GroupRecord, inboxId: InboxId): boolean {
  const supers = group.members.filter(({ role }) => role === "super-admin");
  return supers.length === 1 && supers[0]?.inboxId === inboxId;
}

/** Nothing, or an address that is encrypted on the way. */
function isPictureUrl(text: string): boolean {
  return text === "" || /^https:\/\/[^\s/]+(\/\S*)?$/.test(text);
}

/** A time that messages may stay: as near to the wish as is allowed; undefined is for ever. */
export function disappearTime(wishedMs: number | undefined): number | undefined {
  if (wishedMs === undefined || !Number.isFinite(wishedMs) || wishedMs <= 0) return undefined;
  return Math.min(MAX_DISAPPEAR_MS, Math.max(MIN_DISAPPEAR_MS, Math.round(wishedMs)));
}
