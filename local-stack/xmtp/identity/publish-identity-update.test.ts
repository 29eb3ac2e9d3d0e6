import { create } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../store/store.ts";
import { IdentityUpdateSchema } from "../wire/gen/xmtp/associations_pb.ts";
import { asRefusal } from "../wire/refusals.ts";
import { createPublishIdentityUpdate, InboxLogFullError } from "./publish-identity-update.ts";
import type { Validator } from "./validator.ts";

let store: Store;
let asked: number[];

beforeEach(async () => {
  store = await openStore(":memory:");
  asked = [];
});

afterEach(() => store.close());

const inboxId = "ab".repeat(32);
const update = (inbox = inboxId) => create(IdentityUpdateSchema, { inboxId: inbox });

/** Finds everything valid after a turn of the event loop, and notes how long each log was. */
const lenient: Pick<Validator, "judgeInboxLog"> = {
  async judgeInboxLog(judged, log) {
    asked.push(log.length);
    await new Promise(setImmediate);
    return { inboxId: judged, accounts: [] };
  },
};

describe("publishing identity updates", () => {
  it("takes 256 for one inbox and refuses the next as the official node does", async () => {
    const publish = createPublishIdentityUpdate(store, lenient);
    for (let i = 0; i < 256; i++) await publish(update());
    const refused = await publish(update()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InboxLogFullError);
    expect(asRefusal(refused)).toMatchObject({
      code: Code.Unknown,
      rawMessage: "inbox log is full",
    });
    expect(store.inboxLog.entriesAfter(inboxId, 0n)).toHaveLength(256);
    expect(asked).toHaveLength(256);
    await publish(update("cd".repeat(32)));
  });

  it("judges updates of one inbox one after the other, each after all before it", async () => {
    const publish = createPublishIdentityUpdate(store, lenient);
    await Promise.all(Array.from({ length: 10 }, () => publish(update())));
    expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("goes on after a refusal", async () => {
    let calls = 0;
    const publish = createPublishIdentityUpdate(store, {
      judgeInboxLog: (judged, log) =>
        ++calls === 1 ? Promise.reject(new Error("no")) : lenient.judgeInboxLog(judged, log),
    });
    const [first, second] = [publish(update()), publish(update())];
    await expect(first).rejects.toThrow("no");
    await second;
    expect(store.inboxLog.entriesAfter(inboxId, 0n)).toHaveLength(1);
  });
});
