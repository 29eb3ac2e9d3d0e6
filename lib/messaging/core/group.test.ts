import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  disappearTime,
  GROUP_ACTIONS,
  type GroupEdit,
  type GroupRecord,
  MAX_DISAPPEAR_MS,
  MIN_DISAPPEAR_MS,
  policiesFor,
  problemWith,
  type Role,
} from "./group.ts";

const [sue, ada, mia, max] = ["sue", "ada", "mia", "max"] as InboxId[] as [
  InboxId,
  InboxId,
  InboxId,
  InboxId,
];

const crew: GroupRecord = {
  key: "group:00",
  name: "Crew",
  description: "",
  pictureUrl: "",
  standing: "member",
  members: [member(sue, "super-admin"), member(ada, "admin"), member(mia), member(max)],
  policies: {
    add: "everyone",
    remove: "admins",
    "make-admin": "super-admins",
    "unmake-admin": "super-admins",
    name: "everyone",
    description: "admins",
    picture: "nobody",
    disappearing: "other",
  },
};

function member(inboxId: InboxId, role: Role = "member") {
  return { inboxId, role };
}

describe("who may change a group", () => {
  const remove: GroupEdit = { kind: "remove", inboxIds: [max] };
  const promote: GroupEdit = { kind: "role", inboxId: mia, role: "admin" };
  const demote: GroupEdit = { kind: "role", inboxId: ada, role: "member" };
  const crown: GroupEdit = { kind: "role", inboxId: ada, role: "super-admin" };
  const policy: GroupEdit = { kind: "policy", action: "add", policy: "admins" };
  const no = "group.not-allowed";

  it.each([
    [sue, { kind: "name", value: "Sailing" }, undefined],
    [mia, { kind: "name", value: "Sailing" }, undefined],
    [mia, { kind: "description", value: "…" }, no],
    [ada, { kind: "description", value: "…" }, undefined],
    [sue, { kind: "picture", value: "" }, no],
    [sue, { kind: "disappearing", afterMs: 1 }, no],
    [mia, remove, no],
    [ada, remove, undefined],
    [ada, { kind: "remove", inboxIds: [sue] }, no],
    [mia, { kind: "add", inboxIds: ["new" as InboxId] }, undefined],
    [ada, promote, no],
    [sue, promote, undefined],
    [ada, demote, no],
    [sue, demote, undefined],
    [ada, crown, no],
    [sue, crown, undefined],
    [sue, { kind: "role", inboxId: sue, role: "admin" }, "group.last-super-admin"],
    [sue, { kind: "role", inboxId: "who" as InboxId, role: "admin" }, "group.not-member"],
    [mia, { kind: "role", inboxId: mia, role: "member" }, undefined],
    [ada, policy, no],
    [sue, policy, undefined],
    [sue, { kind: "policy", action: "make-admin", policy: "everyone" }, no],
    [mia, { kind: "leave" }, undefined],
    [sue, { kind: "leave" }, "group.last-super-admin"],
  ] as const)("%s: %o", (by, edit, problem) => {
    expect(problemWith(edit, crew, by)).toBe(problem);
  });

  it("lets nobody change a group of which they are no part", () => {
    for (const standing of ["leaving", "left", "removed", "restored"] as const)
      expect(problemWith({ kind: "name", value: "" }, { ...crew, standing }, sue)).toBe(
        "group.gone",
      );
  });

  it("lets a super admin go who is not the last, and nobody who is alone", () => {
    const two = { ...crew, members: [member(sue, "super-admin"), member(ada, "super-admin")] };
    expect(problemWith({ kind: "leave" }, two, sue)).toBeUndefined();
    const alone = { ...crew, members: [member(sue, "super-admin")] };
    expect(problemWith({ kind: "leave" }, alone, sue)).toBe("group.alone");
  });
});

describe("what a group can hold", () => {
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `m${i}` as InboxId);

  it("counts each member once, up to 250", () => {
    const add = (inboxIds: InboxId[]) => problemWith({ kind: "add", inboxIds }, crew, sue);
    expect(add(ids(246))).toBeUndefined();
    expect(add(ids(247))).toBe("group.full");
    expect(add([...ids(246), mia, sue])).toBeUndefined();
  });

  it("takes nobody in twice, whoever asks", () => {
    const closed = { ...crew, policies: { ...crew.policies, add: "nobody" as const } };
    expect(problemWith({ kind: "add", inboxIds: [mia] }, closed, mia)).toBeUndefined();
    expect(problemWith({ kind: "add", inboxIds: ids(1) }, closed, sue)).toBe("group.not-allowed");
  });

  it("measures names in bytes, and pictures by where they are", () => {
    const open = { ...crew, policies: { ...crew.policies, picture: "everyone" as const } };
    const of = (kind: "name" | "picture", value: string) => problemWith({ kind, value }, open, mia);
    expect(of("name", "é".repeat(50))).toBeUndefined();
    expect(of("name", "é".repeat(51))).toBe("group.too-long");
    expect(of("picture", "")).toBeUndefined();
    expect(of("picture", "https://example.org/a.png?b#c")).toBeUndefined();
    for (const url of ["http://example.org", "https://", "javascript:1", "https://a b", "data:,"])
      expect(of("picture", url), url).toBe("group.picture-url");
  });
});

it("offers rules that the protocol has", () => {
  for (const action of GROUP_ACTIONS)
    for (const policy of policiesFor(action))
      expect(problemWith({ kind: "policy", action, policy }, crew, sue)).toBeUndefined();
});

it("takes a wish for how long messages stay as near as it goes", () => {
  for (const nothing of [undefined, 0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(disappearTime(nothing)).toBeUndefined();
  expect(disappearTime(1)).toBe(MIN_DISAPPEAR_MS);
  expect(disappearTime(30_000.4)).toBe(30_000);
  expect(disappearTime(Number.MAX_SAFE_INTEGER)).toBe(MAX_DISAPPEAR_MS);
});
