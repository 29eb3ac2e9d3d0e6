import { expect, it } from "vitest";
import { SortDirection, type WelcomeMessage } from "../wire/gen/xmtp/mls_api_pb.ts";
import {
  WelcomePointerWrapperAlgorithm,
  WelcomeWrapperAlgorithm,
} from "../wire/gen/xmtp/mls_contents_pb.ts";
import {
  isGrowing,
  type NodeUnderTest,
  newTopic,
  OLDEST_FIRST,
  statusOf,
} from "./node-under-test.ts";
import { openStream } from "./open-stream.ts";

const { CURVE25519, SYMMETRIC_KEY, UNSPECIFIED, XWING_MLKEM_768_DRAFT_6 } = WelcomeWrapperAlgorithm;
const XWING_POINTER = WelcomePointerWrapperAlgorithm.XWING_MLKEM_768_DRAFT_6;
const KEY = Buffer.from("an HPKE key");

const welcome = (installationKey: Uint8Array, text: string, more: object = {}) => {
  const bytes = { installationKey, data: Buffer.from(text), hpkePublicKey: KEY };
  const value = { ...bytes, wrapperAlgorithm: XWING_MLKEM_768_DRAFT_6, ...more };
  return { version: { case: "v1" as const, value } };
};

const pointer = (installationKey: Uint8Array, text: string, more: object = {}) => {
  const bytes = { installationKey, welcomePointer: Buffer.from(text), hpkePublicKey: KEY };
  const value = { ...bytes, wrapperAlgorithm: XWING_POINTER, ...more };
  return { version: { case: "welcomePointer" as const, value } };
};

const textOf = ({ version }: WelcomeMessage) => {
  if (version.case === "v1") return Buffer.from(version.value.data).toString();
  return `pointer ${Buffer.from(version.value?.welcomePointer ?? []).toString()}`;
};

/** Welcomes to one installation, and pointers to welcomes of many. */
export function welcomeMessages(node: () => NodeUnderTest): void {
  const readAll = async (installationKey: Uint8Array) => {
    const pagingInfo = OLDEST_FIRST;
    return (await node().mls.queryWelcomeMessages({ installationKey, pagingInfo })).messages;
  };

  it("keeps both forms with all that belongs to them, in one order", async () => {
    const key = newTopic(32);
    const welcomeMetadata = Buffer.from("metadata");
    // One request may be stored in any order: the official node writes its parts side by side.
    await node().mls.sendWelcomeMessages({ messages: [welcome(key, "a", { welcomeMetadata })] });
    await node().mls.sendWelcomeMessages({ messages: [pointer(key, "b")] });
    const stored = await readAll(key);
    expect(stored.map(textOf)).toEqual(["a", "pointer b"]);
    const [first, second] = stored.map(({ version }) => version.value);
    expect(isGrowing([first?.id ?? 0n, second?.id ?? 0n])).toBe(true);
    for (const value of [first, second]) {
      expect(value?.installationKey).toEqual(new Uint8Array(key));
      expect(value?.hpkePublicKey).toEqual(new Uint8Array(KEY));
      expect(value?.createdNs).toBeGreaterThan(0n);
    }
    expect(first).toMatchObject({
      wrapperAlgorithm: XWING_MLKEM_768_DRAFT_6,
      welcomeMetadata: new Uint8Array(welcomeMetadata),
    });
    expect(second?.wrapperAlgorithm).toBe(XWING_POINTER);
  });

  it("takes an algorithm that is not said for the oldest one", async () => {
    const key = newTopic(32);
    await node().mls.sendWelcomeMessages({
      messages: [welcome(key, "old client", { wrapperAlgorithm: UNSPECIFIED })],
    });
    const [stored] = await readAll(key);
    expect(stored?.version.value?.wrapperAlgorithm).toBe(CURVE25519);
  });

  it("asks for no HPKE key where the wrapper is a symmetric one", async () => {
    const key = newTopic(32);
    const more = { wrapperAlgorithm: SYMMETRIC_KEY, hpkePublicKey: Buffer.of() };
    await node().mls.sendWelcomeMessages({ messages: [welcome(key, "shared", more)] });
    expect((await readAll(key)).map(textOf)).toEqual(["shared"]);
  });

  it("keeps one that is sent twice once", async () => {
    const key = newTopic(32);
    for (const text of ["once", "once", "more"]) {
      await node().mls.sendWelcomeMessages({ messages: [welcome(key, text)] });
    }
    expect((await readAll(key)).map(textOf)).toEqual(["once", "more"]);
  });

  it("pages as group messages do", async () => {
    const key = newTopic(32);
    for (const text of ["a", "b", "c"]) {
      await node().mls.sendWelcomeMessages({ messages: [welcome(key, text)] });
    }
    const newest = await node().mls.queryWelcomeMessages({
      installationKey: key,
      pagingInfo: { limit: 2 },
    });
    expect(newest.messages.map(textOf)).toEqual(["c", "b"]);
    expect(newest.pagingInfo).toMatchObject({ limit: 2, direction: SortDirection.DESCENDING });
    const idCursor = newest.pagingInfo?.idCursor ?? 0n;
    const older = await node().mls.queryWelcomeMessages({
      installationKey: key,
      pagingInfo: { limit: 2, idCursor },
    });
    expect(older.messages.map(textOf)).toEqual(["a"]);
    expect(older.pagingInfo?.idCursor).toBe(0n);
    const unknown = await node().mls.queryWelcomeMessages({ installationKey: newTopic(32) });
    expect(unknown.messages).toEqual([]);
  });

  it("streams what is stored after the cursor, then what arrives", async () => {
    const [key, other] = [newTopic(32), newTopic(32)];
    const send = (text: string) =>
      node().mls.sendWelcomeMessages({ messages: [welcome(key, text)] });
    await send("a");
    await send("b");
    const [first] = await readAll(key);
    const filters = [
      { installationKey: key, idCursor: first?.version.value?.id ?? 0n },
      { installationKey: other },
    ];
    const stream = await openStream((o) => node().mls.subscribeWelcomeMessages({ filters }, o));
    expect((await stream.take(1)).map(textOf)).toEqual(["b"]);
    await node().mls.sendWelcomeMessages({ messages: [pointer(other, "c")] });
    await node().mls.sendWelcomeMessages({ messages: [welcome(newTopic(32), "for another")] });
    await send("d");
    expect((await stream.take(2)).map(textOf)).toEqual(["pointer c", "d"]);
    stream.stop();
    expect(await stream.ended()).toBe("Canceled");
  });

  it("refuses what is incomplete, and stores nothing of that request", async () => {
    const key = newTopic(32);
    const empty = Buffer.of();
    const good = welcome(key, "good");
    const messages = {
      "no version": {},
      "no installation": welcome(empty, "x"),
      "no data": welcome(key, ""),
      "no HPKE key": welcome(key, "x", { hpkePublicKey: empty }),
      "a pointer without installation": pointer(empty, "x"),
      "a pointer that is empty": pointer(key, ""),
      "a pointer without HPKE key": pointer(key, "x", { hpkePublicKey: empty }),
      "a pointer without algorithm": pointer(key, "x", { wrapperAlgorithm: 0 }),
    };
    for (const [what, message] of Object.entries(messages)) {
      const call = node().mls.sendWelcomeMessages({ messages: [good, message] });
      expect.soft(await statusOf(call), what).toBe("InvalidArgument");
    }
    expect(await statusOf(node().mls.sendWelcomeMessages({}))).toBe("InvalidArgument");
    expect(await readAll(key)).toEqual([]);
  });

  it("refuses questions and subscriptions that name no installation", async () => {
    expect(await statusOf(node().mls.queryWelcomeMessages({}))).toBe("Unknown");
    for (const filters of [[], [{ installationKey: newTopic(32) }, {}]]) {
      const stream = node().mls.subscribeWelcomeMessages({ filters });
      expect(await statusOf(stream[Symbol.asyncIterator]().next())).toBe("InvalidArgument");
    }
  });
}
