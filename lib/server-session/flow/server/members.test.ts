import { beforeEach, expect, it } from "vitest";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxMembers } from "@/lib/messaging/ports/inbox-reader.ts";
import { type IsMember, MEMBERS_KNOWN_MS, rememberMembers } from "./members.ts";

const INBOX = "1a".repeat(32) as InboxId;
const holderOf = (id: string) =>
  ({ kind: "installation", installationId: id as InstallationId }) as const;

let nowMs = 0;
let members: InboxMembers;
let reads = 0;
let answer: Promise<unknown>;
let isMember: IsMember;

beforeEach(() => {
  [nowMs, reads, answer] = [0, 0, Promise.resolve()];
  members = { installationIds: ["one" as InstallationId], wallets: [] };
  const readMembers = async () => {
    reads++;
    await answer;
    return members;
  };
  const unused = () => Promise.reject(new Error("Not asked here"));
  isMember = rememberMembers({ readMembers, findInbox: unused, isSignedBy: unused }, () => nowMs);
});

it("asks once for a member within seconds, and again after", async () => {
  expect(await isMember(INBOX, holderOf("one"))).toBe(true);
  members = { installationIds: [], wallets: [] };
  nowMs = MEMBERS_KNOWN_MS - 1;
  expect(await isMember(INBOX, holderOf("one"))).toBe(true);
  expect(reads).toBe(1);
  nowMs = MEMBERS_KNOWN_MS;
  expect(await isMember(INBOX, holderOf("one"))).toBe(false);
});

it("keeps nobody out who joined a moment ago", async () => {
  expect(await isMember(INBOX, holderOf("two"))).toBe(false);
  members = { installationIds: ["two" as InstallationId], wallets: [] };
  expect(await isMember(INBOX, holderOf("two"))).toBe(true);
});

it("asks one question for many who ask at once", async () => {
  const asked = Array.from({ length: 50 }, (_, i) => isMember(INBOX, holderOf(`${i}`)));
  expect(await Promise.all(asked)).toEqual(Array(50).fill(false));
  expect(reads).toBe(1);
});

it("keeps no failure", async () => {
  answer = Promise.reject(new Error("away"));
  await expect(isMember(INBOX, holderOf("one"))).rejects.toThrow("away");
  answer = Promise.resolve();
  expect(await isMember(INBOX, holderOf("one"))).toBe(true);
});
