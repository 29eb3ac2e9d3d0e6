import { expect, it } from "vitest";
import {
  CONTENT,
  groupInput,
  privateMessage,
  publicMessage,
} from "../../test-support/mls-bytes.ts";
import { SortDirection } from "../wire/gen/xmtp/mls_api_pb.ts";
import {
  isGrowing,
  type NodeUnderTest,
  newTopic,
  OLDEST_FIRST,
  read,
  readGroup,
  statusOf,
} from "./node-under-test.ts";

const MIB = 1024 * 1024;

/** What is sent to a group, and how it is read again. */
export function groupMessages(node: () => NodeUnderTest): void {
  const send = (groupId: Uint8Array, texts: readonly string[]) =>
    node().mls.sendGroupMessages({ messages: texts.map((text) => groupInput(groupId, text)) });

  it("gives a group's messages the order they were sent in, and times that never go back", async () => {
    const groupId = newTopic();
    await send(groupId, ["a", "b"]);
    await send(groupId, ["c"]);
    const stored = await readGroup(node(), groupId);
    const sent = ["a", "b", "c"].map((text) => privateMessage(groupId, text));
    expect(stored.map(({ data }) => data)).toEqual(sent);
    expect(isGrowing(stored.map(({ id }) => id))).toBe(true);
    const times = stored.map(({ createdNs }) => createdNs);
    expect(times).toEqual(times.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it("keeps sender HMAC and push flag, and tells what changes the group", async () => {
    const groupId = newTopic();
    const kinds = [CONTENT.application, CONTENT.proposal, CONTENT.commit];
    const inputs = kinds.map((kind) => privateMessage(groupId, "x", kind));
    await node().mls.sendGroupMessages({
      messages: inputs.map((data, i) => ({
        version: {
          case: "v1" as const,
          value: { data, senderHmac: Buffer.of(i + 1), shouldPush: i === 0 },
        },
      })),
    });
    const stored = await readGroup(node(), groupId);
    expect(stored.map(({ isCommit }) => isCommit)).toEqual([false, true, true]);
    expect(stored.map(({ shouldPush }) => shouldPush)).toEqual([true, false, false]);
    expect(stored.map(({ senderHmac }) => [...senderHmac])).toEqual([[1], [2], [3]]);
  });

  it("keeps a message once that is sent twice, and acknowledges both", async () => {
    const groupId = newTopic();
    await send(groupId, ["once"]);
    await send(groupId, ["once", "more"]);
    const texts = (await readGroup(node(), groupId)).map(({ data }) => data);
    expect(texts).toEqual(["once", "more"].map((text) => privateMessage(groupId, text)));
  });

  it("keeps all that many senders send at once, each once, in one order for everybody", async () => {
    const groupId = newTopic();
    const batches = Array.from({ length: 20 }, (_, sender) =>
      Array.from({ length: 5 }, (_, i) => `${sender}.${i}`),
    );
    await Promise.all(batches.map((texts) => send(groupId, texts)));
    const stored = await readGroup(node(), groupId);
    expect(isGrowing(stored.map(({ id }) => id))).toBe(true);
    const seen = stored.map(({ data }) => data.toString("hex"));
    const sent = batches.flat().map((text) => privateMessage(groupId, text).toString("hex"));
    expect(seen.toSorted()).toEqual(sent.toSorted());
    for (const batch of batches) {
      const places = batch.map((text) =>
        seen.indexOf(privateMessage(groupId, text).toString("hex")),
      );
      expect(places, "a sender's own order").toEqual(places.toSorted((a, b) => a - b));
    }
  });

  it("pages by 100 unless less is asked for, and says where the next page starts", async () => {
    const groupId = newTopic();
    await send(
      groupId,
      Array.from({ length: 200 }, (_, i) => `m${i}`),
    );
    const page = async (pagingInfo: { limit?: number; idCursor?: bigint } = {}) => {
      const info = { ...OLDEST_FIRST, ...pagingInfo };
      const answer = await node().mls.queryGroupMessages({ groupId, pagingInfo: info });
      return { ids: answer.messages.map((message) => read(message).id), info: answer.pagingInfo };
    };
    for (const [limit, expected] of [
      [0, 100],
      [1, 1],
      [7, 7],
      [100, 100],
      [101, 100],
      [4_000_000_000, 100],
    ] as const) {
      const { ids, info } = await page({ limit });
      expect(ids, `limit ${limit}`).toHaveLength(expected);
      expect(info).toMatchObject({ limit: expected, idCursor: ids.at(-1), ...OLDEST_FIRST });
    }
    const first = await page();
    const second = await page({ idCursor: first.info?.idCursor ?? 0n });
    expect(new Set([...first.ids, ...second.ids]).size).toBe(200);
    // The second page is full, so that it names a next one, which is empty and the last.
    const third = await page({ idCursor: second.info?.idCursor ?? 0n });
    expect(third).toMatchObject({ ids: [], info: { idCursor: 0n } });
  });

  it("pages newest first unless told otherwise; a cursor is never part of its page", async () => {
    const groupId = newTopic();
    await send(groupId, ["a", "b", "c", "d"]);
    const [a, b, c, d] = (await readGroup(node(), groupId)).map(({ id }) => id);
    const page = async (direction: SortDirection, idCursor = 0n) => {
      const pagingInfo = { direction, idCursor };
      const answer = await node().mls.queryGroupMessages({ groupId, pagingInfo });
      return {
        ids: answer.messages.map((message) => read(message).id),
        direction: answer.pagingInfo?.direction,
      };
    };
    const { ASCENDING, DESCENDING, UNSPECIFIED } = SortDirection;
    expect(await page(UNSPECIFIED)).toEqual({ ids: [d, c, b, a], direction: DESCENDING });
    expect(await page(DESCENDING, c)).toEqual({ ids: [b, a], direction: DESCENDING });
    expect(await page(ASCENDING, b)).toEqual({ ids: [c, d], direction: ASCENDING });
    expect((await page(ASCENDING, d)).ids).toEqual([]);
    expect((await page(ASCENDING, 9_000_000_000_000_000_000n)).ids).toEqual([]);
    const bare = await node().mls.queryGroupMessages({ groupId });
    expect(bare.messages.map((message) => read(message).id)).toEqual([d, c, b, a]);
  });

  it("answers for a group that nobody knows with an empty page", async () => {
    const { messages, pagingInfo } = await node().mls.queryGroupMessages({ groupId: newTopic() });
    expect(messages).toEqual([]);
    expect(pagingInfo).toMatchObject({ idCursor: 0n, limit: 100 });
  });

  it("says the newest message of each group, in the order asked", async () => {
    const [silent, busy, calm] = [newTopic(), newTopic(), newTopic()];
    await send(busy, ["old", "new"]);
    await send(calm, ["only"]);
    const groupIds = [busy, silent, calm];
    const whole = await node().mls.getNewestGroupMessage({ groupIds, includeContent: true });
    expect(whole.responses.map(({ groupMessage: m }) => m && read(m).data)).toEqual([
      privateMessage(busy, "new"),
      undefined,
      privateMessage(calm, "only"),
    ]);
    const bare = await node().mls.getNewestGroupMessage({ groupIds });
    const [newest, nothing] = bare.responses.map(({ groupMessage: m }) => m && read(m));
    expect(nothing).toBeUndefined();
    expect(newest).toMatchObject({ groupId: busy, data: Buffer.of(), isCommit: false });
    const known = await readGroup(node(), busy);
    expect([newest?.id, newest?.createdNs]).toEqual([known[1]?.id, known[1]?.createdNs]);
  });

  it.each([1, 20])("carries %i MiB in one message unchanged", async (mib) => {
    const groupId = newTopic();
    const data = largeMessage(groupId, mib * MIB);
    await node().mls.sendGroupMessages({
      messages: [{ version: { case: "v1", value: { data } } }],
    });
    const { messages } = await node().mls.queryGroupMessages({ groupId });
    expect(messages.map((message) => read(message).data.equals(data))).toEqual([true]);
  });

  it("refuses what is malformed, and stores nothing of that request", async () => {
    const groupId = newTopic();
    const good = groupInput(groupId, "good");
    const input = (data: Uint8Array) => ({ version: { case: "v1" as const, value: { data } } });
    const whole = privateMessage(groupId, "cut");
    const requests = {
      "no messages": [],
      "no version": [good, {}],
      "no bytes": [good, input(Buffer.of())],
      "no MLS": [good, input(Buffer.from("no MLS message"))],
      "half a message": [good, input(whole.subarray(0, whole.length / 2))],
      "a group id that is empty": [good, input(privateMessage(Buffer.of(), "x"))],
      "another version of MLS": [good, input(Buffer.concat([Buffer.of(0, 9), whole.subarray(2)]))],
      "a welcome": [good, input(Buffer.concat([Buffer.of(0, 1, 0, 3), whole.subarray(4)]))],
      "half a public message": [good, input(publicMessage(groupId).subarray(0, 20))],
    };
    for (const [what, messages] of Object.entries(requests)) {
      const status = await statusOf(node().mls.sendGroupMessages({ messages }));
      expect.soft(status, what).toBe("InvalidArgument");
    }
    expect(await readGroup(node(), groupId)).toEqual([]);
  });

  it("refuses questions that name no group", async () => {
    expect(await statusOf(node().mls.queryGroupMessages({}))).toBe("Unknown");
    expect(await statusOf(node().mls.getNewestGroupMessage({}))).toBe("InvalidArgument");
  });

  it("does not serve what the network never served", async () => {
    expect(await statusOf(node().mls.revokeInstallation({}))).toBe("Unimplemented");
    expect(await statusOf(node().mls.getIdentityUpdates({}))).toBe("Unimplemented");
  });
}

/** A private message whose ciphertext has that many bytes, and so a length of four bytes. */
function largeMessage(groupId: Uint8Array, sizeBytes: number): Buffer {
  const withoutContent = privateMessage(groupId, "").subarray(0, -1);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sizeBytes + 0x8000_0000);
  return Buffer.concat([withoutContent, length, Buffer.alloc(sizeBytes, 7)]);
}
