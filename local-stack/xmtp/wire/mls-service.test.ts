import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStack } from "../../index.ts";
import { CONTENT, groupInput, publicMessage } from "../../test-support/mls-bytes.ts";
import { grpcClients, grpcWebClients, startTestStack } from "../../test-support/stack.ts";
import type { GroupMessage } from "./gen/xmtp/mls_api_pb.ts";
import { SortDirection } from "./gen/xmtp/mls_api_pb.ts";
import {
  WelcomePointerWrapperAlgorithm,
  WelcomeWrapperAlgorithm,
} from "./gen/xmtp/mls_contents_pb.ts";

let stack: LocalStack;
let lastGroup = 0;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(() => stack.close());

const { CURVE25519 } = WelcomeWrapperAlgorithm;
const XWING = WelcomePointerWrapperAlgorithm.XWING_MLKEM_768_DRAFT_6;

const newGroup = () => Buffer.from(`group-${++lastGroup}`.padEnd(16));
const installation = (name: string) => Buffer.from(name.padEnd(32));
const textOf = ({ version }: GroupMessage) => {
  const data = version.case === "v1" ? Buffer.from(version.value.data) : Buffer.of();
  return data.subarray(data.lastIndexOf("sender") + "sender".length + 1).toString();
};

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ConnectError ? (Code[error.code] ?? "?") : "none";
}

describe.each([
  ["gRPC-web", grpcWebClients],
  ["gRPC", grpcClients],
])("MlsApi over %s", (_protocol, connect) => {
  it("stores group messages and pages them, saying where the next page starts", async () => {
    const { mls } = connect(stack);
    const groupId = newGroup();
    const messages = Array.from({ length: 250 }, (_, i) => groupInput(groupId, `m${i}`));
    await mls.sendGroupMessages({ messages });

    const read: string[] = [];
    const pageSizes: number[] = [];
    let idCursor = 0n;
    do {
      const pagingInfo = { direction: SortDirection.ASCENDING, idCursor };
      const page = await mls.queryGroupMessages({ groupId, pagingInfo });
      read.push(...page.messages.map(textOf));
      pageSizes.push(page.messages.length);
      expect(page.pagingInfo).toMatchObject({ limit: 100, direction: SortDirection.ASCENDING });
      idCursor = page.pagingInfo?.idCursor ?? 0n;
    } while (idCursor !== 0n);
    expect(pageSizes).toEqual([100, 100, 50]);
    expect(read).toEqual(messages.map((_, i) => `m${i}`));
  });

  it("pages newest first unless told otherwise, and never more than 100", async () => {
    const { mls } = connect(stack);
    const groupId = newGroup();
    const messages = Array.from({ length: 101 }, (_, i) => groupInput(groupId, `m${i}`));
    await mls.sendGroupMessages({ messages });
    const newest = await mls.queryGroupMessages({ groupId, pagingInfo: { limit: 2 } });
    expect(newest.messages.map(textOf)).toEqual(["m100", "m99"]);
    expect(newest.pagingInfo?.direction).toBe(SortDirection.DESCENDING);
    const before = newest.pagingInfo?.idCursor ?? 0n;
    const older = await mls.queryGroupMessages({
      groupId,
      pagingInfo: { limit: 1, idCursor: before },
    });
    expect(older.messages.map(textOf)).toEqual(["m98"]);
    const asked = await mls.queryGroupMessages({ groupId, pagingInfo: { limit: 5000 } });
    expect(asked.messages).toHaveLength(100);
  });

  it("tells commits from application messages", async () => {
    const { mls } = connect(stack);
    const groupId = newGroup();
    const open = { data: publicMessage(groupId), senderHmac: Buffer.from("hmac") };
    await mls.sendGroupMessages({
      messages: [
        groupInput(groupId, "application"),
        groupInput(groupId, "commit", CONTENT.commit),
        groupInput(groupId, "proposal", CONTENT.proposal),
        { version: { case: "v1", value: open } },
      ],
    });
    const pagingInfo = { direction: SortDirection.ASCENDING };
    const { messages } = await mls.queryGroupMessages({ groupId, pagingInfo });
    const flags = messages.map(({ version }) => version.value?.isCommit);
    expect(flags).toEqual([false, true, true, true]);
    expect(messages[0]?.version.value?.shouldPush).toBe(true);
    expect(Buffer.from(messages[3]?.version.value?.senderHmac ?? [])).toEqual(open.senderHmac);
  });

  it("streams what is stored after the cursor and then what arrives, headers first", async () => {
    const { mls } = connect(stack);
    const groupId = newGroup();
    await mls.sendGroupMessages({ messages: ["a", "b"].map((text) => groupInput(groupId, text)) });
    const {
      messages: [first],
    } = await mls.queryGroupMessages({
      groupId,
      pagingInfo: { direction: SortDirection.ASCENDING },
    });
    const idCursor = first?.version.value?.id ?? 0n;
    const received: string[] = [];
    const stop = new AbortController();
    const stream = mls.subscribeGroupMessages(
      { filters: [{ groupId, idCursor }] },
      { signal: stop.signal },
    );
    for await (const message of stream) {
      received.push(textOf(message));
      if (received.length === 1)
        await mls.sendGroupMessages({ messages: [groupInput(groupId, "c")] });
      if (received.length === 2) break;
    }
    stop.abort();
    expect(received).toEqual(["b", "c"]);
  });

  it("sends the headers of a silent stream at once", async () => {
    const { mls } = connect(stack);
    const stop = new AbortController();
    const subscribed = Promise.withResolvers<string | null>();
    const stream = mls.subscribeGroupMessages(
      { filters: [{ groupId: newGroup() }] },
      { signal: stop.signal, onHeader: (headers) => subscribed.resolve(headers.get("subscribed")) },
    );
    const ended = codeOf(stream[Symbol.asyncIterator]().next());
    expect(await subscribed.promise).toBe("true");
    stop.abort();
    expect(await ended).toBe("Canceled");
  });

  it("streams thousands of topics", async () => {
    const { mls } = connect(stack);
    const groups = Array.from({ length: 3000 }, () => newGroup());
    const last = groups.at(-1) ?? newGroup();
    await mls.sendGroupMessages({ messages: [groupInput(last, "stored")] });
    const received: string[] = [];
    const filters = groups.map((groupId) => ({ groupId, idCursor: 0n }));
    for await (const message of mls.subscribeGroupMessages({ filters })) {
      received.push(textOf(message));
      if (received.length === 1) {
        await mls.sendGroupMessages({ messages: [groupInput(groups[0] ?? last, "live")] });
      } else break;
    }
    expect(received).toEqual(["stored", "live"]);
  });

  it("keeps both forms of welcomes and streams them", async () => {
    const { mls } = connect(stack);
    const installationKey = installation(`welcomed-${++lastGroup}`);
    const hpkePublicKey = Buffer.from("hpke");
    const [data, welcomePointer, welcomeMetadata] = ["welcome", "pointer", "metadata"].map((text) =>
      Buffer.from(text),
    ) as [Buffer, Buffer, Buffer];
    const v1 = {
      installationKey,
      data,
      hpkePublicKey,
      wrapperAlgorithm: CURVE25519,
      welcomeMetadata,
    };
    const pointer = { installationKey, welcomePointer, hpkePublicKey, wrapperAlgorithm: XWING };
    await mls.sendWelcomeMessages({
      messages: [
        { version: { case: "v1", value: v1 } },
        { version: { case: "welcomePointer", value: pointer } },
      ],
    });
    const pagingInfo = { direction: SortDirection.ASCENDING };
    const { messages } = await mls.queryWelcomeMessages({ installationKey, pagingInfo });
    expect(messages.map(({ version }) => version.case)).toEqual(["v1", "welcomePointer"]);
    expect(asBuffers(messages[0]?.version.value)).toMatchObject(v1);
    expect(asBuffers(messages[1]?.version.value)).toMatchObject(pointer);

    const cases: unknown[] = [];
    for await (const { version } of mls.subscribeWelcomeMessages({
      filters: [{ installationKey }],
    })) {
      if (cases.push(version.case) === 2) break;
    }
    expect(cases).toEqual(["v1", "welcomePointer"]);
  });

  it("says the newest message of each group in the order asked", async () => {
    const { mls } = connect(stack);
    const [silent, busy] = [newGroup(), newGroup()];
    await mls.sendGroupMessages({ messages: ["old", "new"].map((text) => groupInput(busy, text)) });
    const ask = { groupIds: [silent, busy] };
    const withContent = await mls.getNewestGroupMessage({ ...ask, includeContent: true });
    expect(withContent.responses.map(({ groupMessage: m }) => m && textOf(m))).toEqual([
      undefined,
      "new",
    ]);
    const without = await mls.getNewestGroupMessage(ask);
    const metadata = without.responses[1]?.groupMessage?.version.value;
    expect(metadata?.id).toBe(withContent.responses[1]?.groupMessage?.version.value?.id);
    expect(metadata?.data).toHaveLength(0);
  });

  it("leaves an empty entry for a missing key package", async () => {
    const { mls } = connect(stack);
    const installationKeys = [installation("nobody"), installation("either")];
    const { keyPackages } = await mls.fetchKeyPackages({ installationKeys });
    expect(keyPackages.map((each) => each.keyPackageTlsSerialized.length)).toEqual([0, 0]);
  });

  it("keeps commit logs", async () => {
    const { mls } = connect(stack);
    const groupId = newGroup();
    const signature = { bytes: Buffer.from("signature"), publicKey: Buffer.from("key") };
    const entry = (text: string) => ({
      groupId,
      serializedCommitLogEntry: Buffer.from(text),
      signature,
    });
    await mls.batchPublishCommitLog({ requests: [entry("1"), entry("2"), entry("3")] });
    const { responses } = await mls.batchQueryCommitLog({
      requests: [{ groupId, pagingInfo: { limit: 2 } }, { groupId: newGroup() }],
    });
    const [full, empty] = responses;
    expect(
      full?.commitLogEntries.map((e) => Buffer.from(e.serializedCommitLogEntry).toString()),
    ).toEqual(["1", "2"]);
    expect(full?.pagingInfo?.idCursor).toBe(full?.commitLogEntries[1]?.sequenceId);
    expect(asBuffers(full?.commitLogEntries[0]?.signature)).toMatchObject(signature);
    expect(empty?.commitLogEntries).toEqual([]);
    const tooMany = Array.from({ length: 11 }, () => entry("x"));
    expect(await codeOf(mls.batchPublishCommitLog({ requests: tooMany }))).toBe("InvalidArgument");
  });

  it("refuses what is malformed and stores nothing of it, not even the good part", async () => {
    const { mls } = connect(stack);
    const groupId = newGroup();
    const before = stack.health().counts;
    const broken = { version: { case: "v1" as const, value: { data: Buffer.from("garbage") } } };
    const key = Buffer.from("key");
    const withoutAlgorithm = { installationKey: key, welcomePointer: key, hpkePublicKey: key };
    const calls: Promise<unknown>[] = [
      mls.sendGroupMessages({ messages: [] }),
      mls.sendGroupMessages({ messages: [groupInput(groupId, "good"), broken] }),
      mls.sendGroupMessages({ messages: [{}] }),
      mls.sendWelcomeMessages({ messages: [] }),
      mls.sendWelcomeMessages({ messages: [{}] }),
      mls.sendWelcomeMessages({ messages: [{ version: { case: "v1", value: { data: key } } }] }),
      mls.sendWelcomeMessages({
        messages: [{ version: { case: "welcomePointer", value: withoutAlgorithm } }],
      }),
      mls.uploadKeyPackage({}),
      mls.uploadKeyPackage({ keyPackage: { keyPackageTlsSerialized: Buffer.from("garbage") } }),
      mls.getNewestGroupMessage({}),
      mls.batchPublishCommitLog({ requests: [{ groupId }] }),
      mls.batchQueryCommitLog({ requests: [{}] }),
    ];
    const codes = await Promise.all(calls.map(codeOf));
    expect(codes).toEqual(calls.map(() => "InvalidArgument"));
    expect(stack.health().counts).toEqual(before);
  });

  it("does not serve what the network never served", async () => {
    const { mls } = connect(stack);
    expect(await codeOf(mls.revokeInstallation({}))).toBe("Unimplemented");
    expect(await codeOf(mls.getIdentityUpdates({}))).toBe("Unimplemented");
  });
});

describe("a subscription", () => {
  it("ends as unavailable when the node stops", async () => {
    const own = await startTestStack();
    const ends = [grpcWebClients(own), grpcClients(own)].map(async ({ mls }) => {
      const subscribed = Promise.withResolvers<void>();
      const stream = mls.subscribeGroupMessages(
        { filters: [{ groupId: newGroup() }] },
        { onHeader: () => subscribed.resolve() },
      );
      const ended = codeOf(stream[Symbol.asyncIterator]().next());
      await subscribed.promise;
      return { ended };
    });
    const streams = await Promise.all(ends);
    await own.close();
    expect(await Promise.all(streams.map(({ ended }) => ended))).toEqual([
      "Unavailable",
      "Unavailable",
    ]);
  });

  it("leaves nothing behind when its client goes away", async () => {
    const { mls } = grpcWebClients(stack);
    const groupId = newGroup();
    const before = stack.health().counts.subscriptions;
    const stop = new AbortController();
    const subscribed = Promise.withResolvers<void>();
    const stream = mls.subscribeGroupMessages(
      { filters: [{ groupId }] },
      { signal: stop.signal, onHeader: () => subscribed.resolve() },
    );
    const ended = codeOf(stream[Symbol.asyncIterator]().next());
    await subscribed.promise;
    await expect.poll(() => stack.health().counts.subscriptions).toBe(before + 1);
    stop.abort();
    await ended;
    await expect.poll(() => stack.health().counts.subscriptions).toBe(before);
  });
});

/** Bytes come back as Uint8Array; compare them as what was sent. */
function asBuffers(message: object | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(message ?? {}).map(([key, value]) => [
      key,
      value instanceof Uint8Array ? Buffer.from(value) : value,
    ]),
  );
}
