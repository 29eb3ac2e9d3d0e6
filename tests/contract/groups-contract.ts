import fc from "fast-check";
import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type GroupEdit, type GroupRecord, MIN_DISAPPEAR_MS } from "@/lib/messaging/core/group.ts";
import type {
  ConversationRecord,
  GroupChange,
  MessageId,
  MessageRecord,
  ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { newsListener } from "@/lib/messaging/core/stream-news.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { XmtpWorld } from "./xmtp-client-contract.ts";

const MINUTE_MS = 60_000;

/** What people do with groups, alone and at once, and how long messages stay. */
export function groupsContract(world: XmtpWorld): void {
  /** A crew of Alix, who made it, Bo and Cam. */
  async function crew() {
    const [alix, bo, cam] = [await world.join(), await world.join(), await world.join()];
    const { key } = await alix.createGroup({ name: "Crew" });
    await alix.changeGroup(key, { kind: "add", inboxIds: [bo.inboxId, cam.inboxId] });
    await bo.syncAll();
    await cam.syncAll();
    const everybody = [alix, bo, cam];
    const all = async () => {
      for (const client of everybody) await client.syncAll();
      return Promise.all(everybody.map((client) => read(client, key)));
    };
    return { alix, bo, cam, key, all };
  }

  it("makes a group without the network, and brings people in when it is there", async () => {
    const [alix, bo] = [await world.join(), await world.join()];
    await world.goDown();
    const group = await alix.createGroup({ name: "Crew", disappearAfterMs: MINUTE_MS });
    expect(group).toMatchObject({ kind: "group", name: "Crew", consent: "allowed" });
    expect(await read(alix, group.key)).toMatchObject({
      standing: "member",
      disappearAfterMs: MINUTE_MS,
      members: [{ inboxId: alix.inboxId, role: "super-admin" }],
    });
    const edit: GroupEdit = { kind: "add", inboxIds: [bo.inboxId] };
    await expect(alix.changeGroup(group.key, edit)).rejects.toMatchObject(code("xmtp.unreachable"));
    await world.goUp();
    await alix.changeGroup(group.key, edit);
    await alix.changeGroup(group.key, edit);
    await bo.syncAll();
    expect(await bo.listConversations()).toMatchObject([
      { key: group.key, name: "Crew", consent: "unknown", disappearAfterMs: MINUTE_MS },
    ]);
    expect(await read(bo, group.key)).toMatchObject({
      members: [
        { inboxId: alix.inboxId, address: alix.address, role: "super-admin" },
        { inboxId: bo.inboxId, address: bo.address, role: "member" },
      ],
    });
    expect(changesIn(await list(bo, group.key))).toEqual([
      { kind: "added", inboxIds: [bo.inboxId] },
    ]);
  });

  it("tells everybody what a group is called, what it is about, and where its picture is", async () => {
    const { alix, bo, key, all } = await crew();
    await bo.changeGroup(key, { kind: "name", value: "Sailing" });
    await bo.changeGroup(key, { kind: "description", value: "Saturdays at six" });
    await alix.changeGroup(key, { kind: "picture", value: "https://example.org/boat.png" });
    for (const group of await all()) {
      expect(group).toMatchObject({
        name: "Sailing",
        description: "Saturdays at six",
        pictureUrl: "https://example.org/boat.png",
      });
    }
    expect(changesIn(await list(alix, key)).slice(1)).toEqual([
      { kind: "name", value: "Sailing" },
      { kind: "description", value: "Saturdays at six" },
      { kind: "picture", value: "https://example.org/boat.png" },
    ]);
    expect((await alix.listConversations())[0]?.name).toBe("Sailing");
  });

  it("tells a new name and who came on the stream, with the conversation as it is then", async () => {
    const { alix, bo, cam, key } = await crew();
    const heard = Promise.withResolvers<ConversationRecord>();
    const end = await cam.stream({
      ...newsListener((news) => {
        if (news.kind === "conversation" && news.conversation.name === "Sailing")
          heard.resolve(news.conversation);
      }),
      onEnd: heard.reject,
    });
    await bo.changeGroup(key, { kind: "name", value: "Sailing" });
    expect((await heard.promise).key).toBe(key);
    end();
    expect((await read(alix, key)).members).toHaveLength(3);
  });

  it("gives roles and takes them, and lets only those who may", async () => {
    const { alix, bo, cam, key, all } = await crew();
    const promote: GroupEdit = { kind: "role", inboxId: cam.inboxId, role: "admin" };
    await expect(bo.changeGroup(key, promote)).rejects.toMatchObject(code("group.not-allowed"));
    await alix.changeGroup(key, { kind: "role", inboxId: bo.inboxId, role: "super-admin" });
    await bo.changeGroup(key, promote);
    for (const group of await all())
      expect(rolesOf(group)).toEqual({
        [alix.inboxId]: "super-admin",
        [bo.inboxId]: "super-admin",
        [cam.inboxId]: "admin",
      });
    await alix.changeGroup(key, { kind: "role", inboxId: bo.inboxId, role: "admin" });
    await alix.changeGroup(key, { kind: "role", inboxId: cam.inboxId, role: "member" });
    for (const group of await all())
      expect(rolesOf(group)).toEqual({
        [alix.inboxId]: "super-admin",
        [bo.inboxId]: "admin",
        [cam.inboxId]: "member",
      });
    const last: GroupEdit = { kind: "role", inboxId: alix.inboxId, role: "member" };
    await expect(alix.changeGroup(key, last)).rejects.toMatchObject(code("group.last-super-admin"));
  });

  it("holds each rule, and changes it for everybody", async () => {
    const { alix, bo, key, all } = await crew();
    expect((await read(bo, key)).policies).toEqual({
      add: "everyone",
      remove: "admins",
      "make-admin": "super-admins",
      "unmake-admin": "super-admins",
      name: "everyone",
      description: "everyone",
      picture: "everyone",
      disappearing: "admins",
    });
    const refused = code("group.not-allowed");
    const rule: GroupEdit = { kind: "policy", action: "name", policy: "admins" };
    await expect(bo.changeGroup(key, rule)).rejects.toMatchObject(refused);
    await alix.changeGroup(key, rule);
    await alix.changeGroup(key, { kind: "policy", action: "disappearing", policy: "everyone" });
    await alix.changeGroup(key, { kind: "policy", action: "make-admin", policy: "admins" });
    for (const { policies } of await all())
      expect(policies).toMatchObject({
        name: "admins",
        disappearing: "everyone",
        "make-admin": "admins",
      });
    const rename: GroupEdit = { kind: "name", value: "Mutiny" };
    await expect(bo.changeGroup(key, rename)).rejects.toMatchObject(refused);
    await bo.changeGroup(key, { kind: "disappearing", afterMs: MINUTE_MS });
    await alix.syncAll();
    expect(await read(alix, key)).toMatchObject({ name: "Crew", disappearAfterMs: MINUTE_MS });
  });

  it("takes somebody out: they read what was, and write no more", async () => {
    const { alix, bo, cam, key } = await crew();
    await say(bo, key, "before");
    await expect(
      bo.changeGroup(key, { kind: "remove", inboxIds: [cam.inboxId] }),
    ).rejects.toMatchObject(code("group.not-allowed"));
    await alix.changeGroup(key, { kind: "role", inboxId: cam.inboxId, role: "admin" });
    await alix.changeGroup(key, { kind: "remove", inboxIds: [cam.inboxId] });
    await say(alix, key, "after");
    await cam.syncAll();
    expect((await cam.listConversations())[0]).toMatchObject({ key, standing: "removed" });
    expect((await read(cam, key)).standing).toBe("removed");
    const seen = await list(cam, key);
    expect(seen.flatMap(({ content }) => (content.type === "text" ? content.text : []))).toEqual([
      "before",
    ]);
    expect(changesIn(seen).at(-1)).toEqual({ kind: "removed", inboxIds: [cam.inboxId] });
    await expect(say(cam, key, "still here?")).rejects.toMatchObject(code("group.gone"));
    const rename: GroupEdit = { kind: "name", value: "Mine" };
    await expect(cam.changeGroup(key, rename)).rejects.toMatchObject(code("group.gone"));

    await alix.changeGroup(key, { kind: "add", inboxIds: [cam.inboxId] });
    await cam.syncAll();
    expect((await cam.listConversations())[0]?.standing).toBeUndefined();
    const back = await read(cam, key);
    expect(back).toMatchObject({ standing: "member", name: "Crew" });
    expect(rolesOf(back)[cam.inboxId]).toBe("member");
    await say(cam, key, "thanks");
  });

  it("lets somebody go who asks for it, once a super admin's device hears of it", async () => {
    const { alix, bo, cam, key } = await crew();
    await alix.changeGroup(key, { kind: "role", inboxId: cam.inboxId, role: "admin" });
    await cam.syncAll();
    await cam.changeGroup(key, { kind: "leave" });
    expect((await cam.listConversations())[0]).toMatchObject({ key, standing: "leaving" });
    await bo.syncAll();
    const asking = (await read(bo, key)).members.find(({ isLeaving }) => isLeaving);
    expect(asking?.inboxId).toBe(cam.inboxId);
    await alix.syncAll();
    await expect.poll(async () => (await read(alix, key)).members.length).toBe(2);
    await bo.syncAll();
    expect(changesIn(await list(bo, key)).slice(-2)).toEqual([
      { kind: "leaving", inboxIds: [cam.inboxId] },
      { kind: "left", inboxIds: [cam.inboxId] },
    ]);
    await cam.syncAll();
    expect((await cam.listConversations())[0]).toMatchObject({ key, standing: "left" });
    await alix.changeGroup(key, { kind: "add", inboxIds: [cam.inboxId] });
    await cam.syncAll();
    expect((await read(cam, key)).standing).toBe("member");
    const back = await read(cam, key);
    expect(back.members.some(({ isLeaving }) => isLeaving)).toBe(false);
    expect(rolesOf(back)[cam.inboxId]).toBe("member");
  });

  it("lets a super admin leave who has a successor, and the last one not", async () => {
    const { alix, bo, key } = await crew();
    const leave: GroupEdit = { kind: "leave" };
    await expect(alix.changeGroup(key, leave)).rejects.toMatchObject(
      code("group.last-super-admin"),
    );
    await alix.changeGroup(key, { kind: "role", inboxId: bo.inboxId, role: "super-admin" });
    await bo.syncAll();
    await alix.changeGroup(key, leave);
    await bo.syncAll();
    await expect.poll(async () => (await read(bo, key)).members.length).toBe(2);
    await alix.syncAll();
    expect((await read(alix, key)).standing).toBe("left");
    const alone = await alix.createGroup({ name: "Alone" });
    await expect(alix.changeGroup(alone.key, leave)).rejects.toMatchObject(code("group.alone"));
  });

  it("lets a super admin take back what anybody wrote, and nobody else", async () => {
    const { alix, bo, cam, key } = await crew();
    await alix.changeGroup(key, { kind: "role", inboxId: bo.inboxId, role: "admin" });
    await bo.syncAll();
    const kept = await say(cam, key, "kept");
    const rumour = await say(cam, key, "a rumour");
    await bo.syncAll();
    await alix.syncAll();
    await take(bo, key, kept.id);
    await take(alix, key, rumour.id);
    await bo.syncAll();
    await cam.syncAll();
    for (const client of [alix, cam]) {
      const said = (await list(client, key)).filter(({ id }) => [kept.id, rumour.id].includes(id));
      expect(said.map(({ content }) => content)).toMatchObject([
        { type: "text", text: "kept" },
        { type: "deleted", by: alix.inboxId },
      ]);
    }
    const [taken] = (await list(bo, key)).slice(-1);
    expect(taken?.content).toMatchObject({ type: "deleted", by: alix.inboxId });
  });

  it("ends the same for all who change a group at once", async () => {
    const { alix, bo, cam, key, all } = await crew();
    const dee = await world.join();
    await Promise.all(
      [alix, bo, cam].map((client, index) =>
        client.changeGroup(key, { kind: "name", value: `name ${index}` }),
      ),
    );
    await Promise.all(
      [alix, bo].map((client) => client.changeGroup(key, { kind: "add", inboxIds: [dee.inboxId] })),
    );
    const [first, ...others] = await all();
    expect(first?.name).toMatch(/^name [012]$/);
    expect(first?.members).toHaveLength(4);
    for (const other of others) expect(common(other)).toEqual(common(first));
  });

  it("is denied where somebody blocked puts one into it, until they are not", async () => {
    const [alix, bo] = [await world.join(), await world.join()];
    const dm = await bo.openDm(alix.inboxId);
    await bo.setConsent(dm.key, "denied");
    const { key } = await alix.createGroup({ name: "Through the window" });
    await alix.changeGroup(key, { kind: "add", inboxIds: [bo.inboxId] });
    await bo.syncAll();
    const consentTo = async () =>
      (await bo.listConversations()).find((each) => each.key === key)?.consent;
    expect(await consentTo()).toBe("denied");
    await bo.setConsent(dm.key, "allowed");
    expect(await consentTo(), "others are in it").toBe("unknown");
  });

  it("ends the same for all, whatever three people change at once", async () => {
    const { alix, bo, cam, key, all } = await crew();
    const dee = await world.join();
    for (const { inboxId } of [bo, cam])
      await alix.changeGroup(key, { kind: "role", inboxId, role: "super-admin" });
    await all();
    const word = fc.string({ maxLength: 8 });
    const edit: fc.Arbitrary<GroupEdit> = fc.oneof(
      fc.record({ kind: fc.constantFrom("name" as const, "description" as const), value: word }),
      fc.record({
        kind: fc.constantFrom("add" as const, "remove" as const),
        inboxIds: fc.constant([dee.inboxId]),
      }),
      fc.record({
        kind: fc.constant("role" as const),
        inboxId: fc.constantFrom(dee.inboxId, cam.inboxId),
        role: fc.constantFrom("member" as const, "admin" as const, "super-admin" as const),
      }),
      fc.record({
        kind: fc.constant("policy" as const),
        action: fc.constantFrom("add" as const, "name" as const, "disappearing" as const),
        policy: fc.constantFrom("everyone" as const, "admins" as const),
      }),
      fc.record({
        kind: fc.constant("disappearing" as const),
        afterMs: fc.constantFrom(undefined, MINUTE_MS, 60 * MINUTE_MS),
      }),
    );
    const together = fc.array(edit, { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(together, together, together), async (edits) => {
        await Promise.all(
          [alix, bo, cam].map(async (client, index) => {
            // Whoever is second may find that it is not allowed, or not possible, any more.
            for (const each of edits[index] ?? [])
              await client.changeGroup(key, each).catch(() => undefined);
          }),
        );
        const [first, ...others] = await all();
        expect(first?.members.length).toBeGreaterThanOrEqual(3);
        for (const other of others) expect(common(other)).toEqual(common(first));
      }),
      { numRuns: 5 },
    );
  });

  it("ends the same when somebody is made an admin while another takes them out", async () => {
    const { alix, bo, cam, key, all } = await crew();
    await alix.changeGroup(key, { kind: "role", inboxId: bo.inboxId, role: "super-admin" });
    await bo.syncAll();
    // Whoever is second may be told that there is nobody to change any more.
    await Promise.allSettled([
      alix.changeGroup(key, { kind: "remove", inboxIds: [cam.inboxId] }),
      bo.changeGroup(key, { kind: "role", inboxId: cam.inboxId, role: "admin" }),
    ]);
    const [byAlix, byBo, byCam] = await all();
    expect(common(byAlix)).toEqual(common(byBo));
    expect(byAlix?.members.map(({ inboxId }) => inboxId)).not.toContain(cam.inboxId);
    expect(byCam?.standing).toBe("removed");
    await bo.changeGroup(key, { kind: "add", inboxIds: [cam.inboxId] });
    const [again] = await all();
    expect(again && rolesOf(again)[cam.inboxId]).toBe("member");
  });

  it("refuses what a group can't hold, and says what", async () => {
    const { alix, key } = await crew();
    const refusals: [GroupEdit, string][] = [
      [{ kind: "name", value: "é".repeat(51) }, "group.too-long"],
      [{ kind: "picture", value: "http://example.org" }, "group.picture-url"],
      [{ kind: "add", inboxIds: manyInboxIds(248) }, "group.full"],
      [{ kind: "remove", inboxIds: [alix.inboxId] }, "group.not-allowed"],
      [{ kind: "role", inboxId: manyInboxIds(1)[0] as InboxId, role: "admin" }, "group.not-member"],
    ];
    for (const [edit, refusal] of refusals)
      await expect(alix.changeGroup(key, edit), refusal).rejects.toMatchObject(code(refusal));
    const nowhere: ThreadKey = `group:${"0f".repeat(16)}`;
    expect(await alix.readGroup(nowhere)).toBeUndefined();
    await expect(alix.changeGroup(nowhere, { kind: "leave" })).rejects.toMatchObject(
      code("group.gone"),
    );
  });

  it("lets messages disappear so long after they were sent, wherever somebody was", async () => {
    const [alix, bo, cam] = [await world.join(), await world.join(), await world.join()];
    const { key } = await alix.createGroup({ name: "Brief", disappearAfterMs: MIN_DISAPPEAR_MS });
    await alix.changeGroup(key, { kind: "add", inboxIds: [bo.inboxId, cam.inboxId] });
    await bo.syncAll();
    const { id, sentAtNs, expiresAtNs } = await say(alix, key, "for a moment");
    expect(expiresAtNs).toBe(sentAtNs + BigInt(MIN_DISAPPEAR_MS) * 1_000_000n);
    await bo.syncAll();
    expect((await list(bo, key)).at(-1)).toMatchObject({ id, expiresAtNs });
    await world.elapse(MIN_DISAPPEAR_MS + 500);
    await cam.syncAll();
    for (const client of [alix, bo, cam]) {
      expect(textsIn(await list(client, key))).toEqual([]);
      expect(await client.readMessages([id])).toEqual([]);
      expect(await client.countUnread({ [key]: 0n })).toEqual({});
      const [row] = await client.listConversations();
      expect(row?.lastMessage?.content.type).toBe("group-changed");
    }
  });

  it("tells when messages begin to disappear and when they stay again, in a DM too", async () => {
    const [alix, bo] = [await world.join(), await world.join()];
    const { key } = await alix.openDm(bo.inboxId);
    await say(alix, key, "stays");
    await alix.changeGroup(key, { kind: "disappearing", afterMs: MINUTE_MS });
    await bo.syncAll();
    const withAlix: ThreadKey = `dm:${alix.inboxId}`;
    expect((await bo.listConversations())[0]?.disappearAfterMs).toBe(MINUTE_MS);
    const timed = await say(bo, withAlix, "goes");
    expect(timed.expiresAtNs).toBe(timed.sentAtNs + BigInt(MINUTE_MS) * 1_000_000n);
    await bo.changeGroup(withAlix, { kind: "disappearing", afterMs: undefined });
    await alix.syncAll();
    expect((await alix.listConversations())[0]?.disappearAfterMs).toBeUndefined();
    expect((await say(alix, key, "stays too")).expiresAtNs).toBeUndefined();
    expect(changesIn(await list(alix, key))).toEqual([
      { kind: "disappearing", value: String(MINUTE_MS * 1_000_000) },
      { kind: "disappearing" },
    ]);
    await expect(alix.changeGroup(key, { kind: "name", value: "Us" })).rejects.toMatchObject(
      code("group.not-allowed"),
    );
  });
}

function code(of: string) {
  return { code: of };
}

async function read(client: XmtpClient, key: ThreadKey): Promise<GroupRecord> {
  const group = await client.readGroup(key);
  if (!group) throw new Error("The group is not on this device");
  return group;
}

function rolesOf({ members }: GroupRecord): Record<InboxId, string> {
  return Object.fromEntries(members.map(({ inboxId, role }) => [inboxId, role]));
}

/** What of a group is the same for everybody. */
function common(group: GroupRecord | undefined) {
  if (!group) return undefined;
  const { name, description, policies, disappearAfterMs } = group;
  return { name, description, policies, disappearAfterMs, roles: rolesOf(group) };
}

function manyInboxIds(count: number): InboxId[] {
  return Array.from({ length: count }, (_, i) => i.toString(16).padStart(64, "0") as InboxId);
}

let keys = 0;
async function say(client: XmtpClient, key: ThreadKey, text: string): Promise<MessageRecord> {
  const id = await client.prepare(key, { type: "text", text }, `group-${keys++}`);
  const published = await client.publish(id);
  if (!published) throw new Error("A text shows as a message");
  return published;
}

async function take(client: XmtpClient, key: ThreadKey, of: MessageId): Promise<void> {
  await client.publish(await client.prepare(key, { type: "deletion", of }, `group-${keys++}`));
}

async function list(client: XmtpClient, key: ThreadKey): Promise<MessageRecord[]> {
  return (await client.listMessages(key, { limit: 100 })).messages;
}

function changesIn(messages: readonly MessageRecord[]): GroupChange[] {
  return messages.flatMap(({ content }) =>
    content.type === "group-changed" ? content.changes : [],
  );
}

function textsIn(messages: readonly MessageRecord[]): string[] {
  return messages.flatMap(({ content }) => (content.type === "text" ? content.text : []));
}
