import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import { catchUpThenLive } from "../delivery/catch-up-then-live.ts";
import { type TopicHub, topicKey } from "../delivery/topic-hub.ts";
import type { Validator } from "../identity/validator.ts";
import { parseGroupMessage } from "../mls/group-message.ts";
import { installationKeyOf } from "../mls/key-package.ts";
import type { NewGroupMessage, StoredGroupMessage } from "../store/group-messages.ts";
import { MAX_PAGE_SIZE } from "../store/paging.ts";
import type { Store } from "../store/store.ts";
import type { StoredWelcomeMessage } from "../store/welcome-messages.ts";
import { createCommitLogMethods } from "./commit-log-methods.ts";
import type { GroupMessageInput, KeyPackageUpload, MlsApi } from "./gen/xmtp/mls_api_pb.ts";
import { pageQueryOf, pagingInfoOf } from "./paging-info.ts";
import { invalid, unnamed } from "./refusals.ts";
import {
  fromWelcomeInput,
  toGroupMessage,
  toGroupMessageMetadata,
  toSharedGroupMessage,
  toSharedWelcomeMessage,
  toWelcomeMessage,
} from "./wire-messages.ts";

export type MlsServiceParts = {
  store: Store;
  validator: Validator;
  groupHub: TopicHub<StoredGroupMessage>;
  welcomeHub: TopicHub<StoredWelcomeMessage>;
};

/** The methods that are served; `RevokeInstallation` and the V2 `GetIdentityUpdates` never were. */
type Served = Omit<ServiceImpl<typeof MlsApi>, "revokeInstallation" | "getIdentityUpdates">;

/** `xmtp.mls.api.v1.MlsApi`. */
export function createMlsService(parts: MlsServiceParts): Served {
  return {
    ...createPublishMethods(parts),
    ...createQueryMethods(parts),
    ...createSubscribeMethods(parts),
    ...createKeyPackageMethods(parts),
    ...createCommitLogMethods(parts.store),
  };
}

function createPublishMethods({ store, groupHub, welcomeHub }: MlsServiceParts) {
  return {
    sendGroupMessages: async ({ messages }) => {
      if (messages.length === 0) throw invalid("no group messages to send");
      const parsed = messages.map(fromGroupInput);
      await store.writes.enqueue(
        () => parsed.map((message) => store.groupMessages.insert(message)),
        (stored) => {
          for (const message of stored) if (message) groupHub.publish(groupDelivery(message));
        },
      );
      return {};
    },

    sendWelcomeMessages: async ({ messages }) => {
      if (messages.length === 0) throw invalid("no welcome messages to send");
      const welcomes = messages.map(fromWelcomeInput);
      await store.writes.enqueue(
        () => welcomes.map((welcome) => store.welcomeMessages.insert(welcome)),
        (stored) => {
          for (const welcome of stored) if (welcome) welcomeHub.publish(welcomeDelivery(welcome));
        },
      );
      return {};
    },
  } satisfies Partial<Served>;
}

function createQueryMethods({ store }: MlsServiceParts) {
  return {
    queryGroupMessages: ({ groupId, pagingInfo }) => {
      if (groupId.length === 0) throw unnamed("group is required");
      const query = pageQueryOf(pagingInfo);
      const rows = store.groupMessages.page(groupId, query);
      return { messages: rows.map(toGroupMessage), pagingInfo: pagingInfoOf(query, rows) };
    },

    queryWelcomeMessages: ({ installationKey, pagingInfo }) => {
      if (installationKey.length === 0) throw unnamed("installation is required");
      const query = pageQueryOf(pagingInfo);
      const rows = store.welcomeMessages.page(installationKey, query);
      return { messages: rows.map(toWelcomeMessage), pagingInfo: pagingInfoOf(query, rows) };
    },

    getNewestGroupMessage: ({ groupIds, includeContent }) => {
      if (groupIds.length === 0) throw invalid("no group ids provided");
      const toWire = includeContent ? toGroupMessage : toGroupMessageMetadata;
      const responses = groupIds.map((groupId) => {
        const newest = store.groupMessages.newest(groupId);
        return newest ? { groupMessage: toWire(newest) } : {};
      });
      return { responses };
    },
  } satisfies Partial<Served>;
}

function createSubscribeMethods({ store, groupHub, welcomeHub }: MlsServiceParts) {
  const oldestFirst = { descending: false, limit: MAX_PAGE_SIZE };
  return {
    subscribeGroupMessages: async function* ({ filters }, { signal }: HandlerContext) {
      // Without filters the stream stays open and silent: a client without groups subscribes so.
      const topics = filters.map(({ groupId, idCursor }) => ({ topic: groupId, cursor: idCursor }));
      if (topics.some(({ topic }) => topic.length === 0)) throw unnamed("group is required");
      const page = (groupId: Uint8Array, cursor: bigint) =>
        store.groupMessages.page(groupId, { ...oldestFirst, cursor });
      for await (const message of catchUpThenLive(topics, { hub: groupHub, page, signal })) {
        yield toSharedGroupMessage(message);
      }
    },

    subscribeWelcomeMessages: async function* ({ filters }, { signal }: HandlerContext) {
      const topics = filters.map(({ installationKey, idCursor }) => ({
        topic: installationKey,
        cursor: idCursor,
      }));
      if (topics.length === 0) throw invalid("no valid filters provided");
      if (topics.some(({ topic }) => topic.length === 0)) {
        throw invalid("a filter's installation key is empty");
      }
      const page = (installationKey: Uint8Array, cursor: bigint) =>
        store.welcomeMessages.page(installationKey, { ...oldestFirst, cursor });
      for await (const welcome of catchUpThenLive(topics, { hub: welcomeHub, page, signal })) {
        yield toSharedWelcomeMessage(welcome);
      }
    },
  } satisfies Partial<Served>;
}

function createKeyPackageMethods({ store, validator }: MlsServiceParts) {
  const accept = async (upload: KeyPackageUpload | undefined): Promise<Uint8Array> => {
    if (!upload) throw invalid("no key package");
    const keyPackage = upload.keyPackageTlsSerialized;
    const installationKey = installationKeyOf(keyPackage);
    await validator.judgeKeyPackage(installationKey, keyPackage);
    await store.writes.enqueue(() => store.keyPackages.replace(installationKey, keyPackage));
    return installationKey;
  };
  return {
    uploadKeyPackage: async ({ keyPackage }) => {
      await accept(keyPackage);
      return {};
    },

    registerInstallation: async ({ keyPackage }) => ({
      installationKey: await accept(keyPackage),
    }),

    fetchKeyPackages: ({ installationKeys }) => {
      const keyPackages = installationKeys.map((installationKey) => ({
        keyPackageTlsSerialized: store.keyPackages.find(installationKey) ?? new Uint8Array(),
      }));
      return { keyPackages };
    },
  } satisfies Partial<Served>;
}

function fromGroupInput({ version }: GroupMessageInput): NewGroupMessage {
  if (version.case !== "v1") throw invalid("invalid group message");
  const { data, senderHmac, shouldPush } = version.value;
  return { ...parseGroupMessage(data), data, senderHmac, shouldPush };
}

function groupDelivery(message: StoredGroupMessage) {
  const { groupId, id, data } = message;
  return { topic: topicKey(groupId), id, message, sizeBytes: data.length };
}

function welcomeDelivery(message: StoredWelcomeMessage) {
  const { installationKey, id, data } = message;
  return { topic: topicKey(installationKey), id, message, sizeBytes: data.length };
}
