import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Store } from "../store/store.ts";
import { type IdentityUpdate, IdentityUpdateSchema } from "../wire/gen/xmtp/associations_pb.ts";
import { KeyedMutex } from "./keyed-mutex.ts";
import { InvalidIdentityError, type Validator } from "./validator.ts";

export const MAX_UPDATES_PER_INBOX = 256;

/** The log has all the entries it may ever have; the inbox cannot change any more. */
export class InboxLogFullError extends Error {
  override readonly name = "InboxLogFullError";

  constructor() {
    super("inbox log is full");
  }
}

type Judge = Pick<Validator, "judgeInboxLog">;

export type PublishIdentityUpdate = (update: IdentityUpdate) => Promise<void>;

const INBOX_ID = /^[0-9a-f]{64}$/;

/**
 * Appends updates to inbox logs, each judged after all entries before it. Updates of one inbox
 * wait for each other: judging takes time, and the log must not change under it.
 * Throws {@link InvalidIdentityError}, {@link InboxLogFullError} and what the validator throws.
 */
export function createPublishIdentityUpdate(store: Store, validator: Judge): PublishIdentityUpdate {
  const mutex = new KeyedMutex();
  return (update) => {
    if (!INBOX_ID.test(update.inboxId)) {
      return Promise.reject(new InvalidIdentityError("An inbox id has 64 lower-case hex digits."));
    }
    return mutex.run(update.inboxId, () => judgeAndAppend(store, validator, update));
  };
}

async function judgeAndAppend(store: Store, validator: Judge, update: IdentityUpdate) {
  const { inboxId } = update;
  const entries = store.inboxLog.entriesAfter(inboxId, 0n);
  if (entries.length >= MAX_UPDATES_PER_INBOX) throw new InboxLogFullError();
  const log = entries.map((entry) => fromBinary(IdentityUpdateSchema, entry.update));
  const { accounts } = await validator.judgeInboxLog(inboxId, [...log, update]);
  const bytes = toBinary(IdentityUpdateSchema, update);
  await store.writes.enqueue(() => store.inboxLog.append(inboxId, bytes, accounts));
}
