import { expect, it } from "vitest";
import { SortDirection } from "../wire/gen/xmtp/mls_api_pb.ts";
import { isGrowing, type NodeUnderTest, newTopic, statusOf } from "./node-under-test.ts";

const signature = { bytes: Buffer.from("signature"), publicKey: Buffer.from("public key") };

const entry = (groupId: Uint8Array, text: string) => ({
  groupId,
  serializedCommitLogEntry: Buffer.from(text),
  signature,
});

/** The commit log, by which members notice that their group has forked (XIP-68). */
export function commitLogs(node: () => NodeUnderTest): void {
  const query = async (groupId: Uint8Array, pagingInfo?: { limit?: number; idCursor?: bigint }) => {
    const requests = [{ groupId, ...(pagingInfo && { pagingInfo }) }];
    const { responses } = await node().mls.batchQueryCommitLog({ requests });
    const [answer] = responses;
    const entries = answer?.commitLogEntries ?? [];
    return {
      texts: entries.map((each) => Buffer.from(each.serializedCommitLogEntry).toString()),
      ids: entries.map(({ sequenceId }) => sequenceId),
      info: answer?.pagingInfo,
      entries,
    };
  };

  it("keep their entries with signatures, oldest first", async () => {
    const groupId = newTopic();
    await node().mls.batchPublishCommitLog({
      requests: [entry(groupId, "1"), entry(groupId, "2")],
    });
    const { texts, ids, entries } = await query(groupId);
    expect(texts).toEqual(["1", "2"]);
    expect(isGrowing(ids)).toBe(true);
    expect(entries[0]?.signature).toMatchObject({
      bytes: new Uint8Array(signature.bytes),
      publicKey: new Uint8Array(signature.publicKey),
    });
  });

  it("are paged by a cursor that is not part of its page", async () => {
    const groupId = newTopic();
    const texts = ["1", "2", "3"];
    await node().mls.batchPublishCommitLog({ requests: texts.map((each) => entry(groupId, each)) });
    const first = await query(groupId, { limit: 2 });
    expect(first.info).toMatchObject({ limit: 2, idCursor: first.ids[1] });
    const rest = await query(groupId, { limit: 2, idCursor: first.ids[1] ?? 0n });
    expect(rest).toMatchObject({ texts: ["3"], info: { idCursor: 0n } });
    expect((await query(newTopic())).texts).toEqual([]);
  });

  it("take ten entries and twenty questions at once, and not one more", async () => {
    const groupId = newTopic();
    const entries = (count: number) =>
      Array.from({ length: count }, (_, i) => entry(groupId, `${i}`));
    const questions = (count: number) => Array.from({ length: count }, () => ({ groupId }));
    await node().mls.batchPublishCommitLog({ requests: entries(10) });
    const tooMany = node().mls.batchPublishCommitLog({ requests: entries(11) });
    expect(await statusOf(tooMany)).toBe("InvalidArgument");
    const { responses } = await node().mls.batchQueryCommitLog({ requests: questions(20) });
    expect(responses.map((each) => each.commitLogEntries.length)).toEqual(Array(20).fill(10));
    const asked = node().mls.batchQueryCommitLog({ requests: questions(21) });
    expect(await statusOf(asked)).toBe("InvalidArgument");
  });

  it("refuse what is incomplete, and to be read newest first", async () => {
    const groupId = newTopic();
    const { mls } = node();
    const text = Buffer.from("x");
    const refused = {
      nothing: mls.batchPublishCommitLog({}),
      "no group": mls.batchPublishCommitLog({ requests: [entry(Buffer.of(), "x")] }),
      "no entry": mls.batchPublishCommitLog({ requests: [entry(groupId, "")] }),
      "no signature": mls.batchPublishCommitLog({
        requests: [{ groupId, serializedCommitLogEntry: text }],
      }),
      "no questions": mls.batchQueryCommitLog({}),
      "a question without group": mls.batchQueryCommitLog({ requests: [{}] }),
    };
    for (const [what, call] of Object.entries(refused)) {
      expect.soft(await statusOf(call), what).toBe("InvalidArgument");
    }
    const pagingInfo = { direction: SortDirection.DESCENDING };
    const descending = mls.batchQueryCommitLog({ requests: [{ groupId, pagingInfo }] });
    expect(await statusOf(descending)).toBe("Internal");
  });
}
