import type { DescMethod, MessageShape } from "@bufbuild/protobuf";
import { IdentityApi } from "../../xmtp/wire/gen/xmtp/identity_api_pb.ts";
import { MlsApi } from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { groupEnvelope, welcomeEnvelope } from "./envelope.ts";
import { identityEnvelope } from "./identity-history.ts";
import { keyPackageEnvelope } from "./key-package.ts";
import { hex, plain, timeOfNs } from "./plain.ts";
import type { Envelope, Some, Topic } from "./seen-call.ts";

/** How many topics and envelopes of one call are looked into: a batch has hundreds. */
const MAX_SHOWN = 20;

export type Described = { topics: Some<Topic>; envelopes: Some<Envelope> };

type Describe = (message: never) => Described;

const NOTHING: Described = { topics: { shown: [], total: 0 }, envelopes: { shown: [], total: 0 } };

/** What is in the clear in a request or an answer; a type of message that holds nothing says nothing. */
export function describeMessage(type: string, message: unknown): Described {
  const describe = BY_TYPE.get(type);
  return describe ? describe(message as never) : NOTHING;
}

const { sendGroupMessages, sendWelcomeMessages, uploadKeyPackage, registerInstallation } =
  MlsApi.method;
const { fetchKeyPackages, queryGroupMessages, queryWelcomeMessages, getNewestGroupMessage } =
  MlsApi.method;
const { subscribeGroupMessages, subscribeWelcomeMessages } = MlsApi.method;
const { batchPublishCommitLog, batchQueryCommitLog } = MlsApi.method;
const { publishIdentityUpdate, getIdentityUpdates, getInboxIds } = IdentityApi.method;

const BY_TYPE = new Map<string, Describe>([
  request(sendGroupMessages, ({ messages }) => {
    const envelopes = some(messages, groupEnvelope);
    return { topics: topicsOf(envelopes), envelopes };
  }),
  request(sendWelcomeMessages, ({ messages }) => {
    const envelopes = some(messages, welcomeEnvelope);
    return { topics: topicsOf(envelopes), envelopes };
  }),
  ...[uploadKeyPackage, registerInstallation].map((method) =>
    request(method, ({ keyPackage }) => {
      const uploads = keyPackage ? [keyPackage] : [];
      const envelopes = some(uploads, (upload) =>
        keyPackageEnvelope(upload.keyPackageTlsSerialized),
      );
      return { topics: topicsOf(envelopes), envelopes };
    }),
  ),
  request(fetchKeyPackages, ({ installationKeys }) => onlyTopics("installation", installationKeys)),
  answer(fetchKeyPackages, ({ keyPackages }) => {
    const found = keyPackages.filter((each) => each.keyPackageTlsSerialized.length > 0);
    return onlyEnvelopes(found, (each) => keyPackageEnvelope(each.keyPackageTlsSerialized));
  }),
  request(queryGroupMessages, ({ groupId }) => onlyTopics("group", [groupId])),
  answer(queryGroupMessages, ({ messages }) => onlyEnvelopes(messages, groupEnvelope)),
  request(queryWelcomeMessages, ({ installationKey }) =>
    onlyTopics("installation", [installationKey]),
  ),
  answer(queryWelcomeMessages, ({ messages }) => onlyEnvelopes(messages, welcomeEnvelope)),
  request(getNewestGroupMessage, ({ groupIds }) => onlyTopics("group", groupIds)),
  answer(getNewestGroupMessage, ({ responses }) => {
    const found = responses.flatMap(({ groupMessage }) => groupMessage ?? []);
    return onlyEnvelopes(found, groupEnvelope);
  }),
  request(subscribeGroupMessages, ({ filters }) =>
    onlyTopics(
      "group",
      filters.map(({ groupId }) => groupId),
    ),
  ),
  answer(subscribeGroupMessages, (message) => onlyEnvelopes([message], groupEnvelope)),
  request(subscribeWelcomeMessages, ({ filters }) =>
    onlyTopics(
      "installation",
      filters.map(({ installationKey }) => installationKey),
    ),
  ),
  answer(subscribeWelcomeMessages, (message) => onlyEnvelopes([message], welcomeEnvelope)),
  request(batchPublishCommitLog, ({ requests }) => {
    const envelopes = some(requests, ({ groupId, serializedCommitLogEntry }) =>
      commitLogEnvelope(groupId, serializedCommitLogEntry),
    );
    return { topics: topicsOf(envelopes), envelopes };
  }),
  request(batchQueryCommitLog, ({ requests }) =>
    onlyTopics(
      "group",
      requests.map(({ groupId }) => groupId),
    ),
  ),
  answer(batchQueryCommitLog, ({ responses }) => {
    const entries = responses.flatMap(({ groupId, commitLogEntries }) =>
      commitLogEntries.map((entry) => ({ groupId, ...entry })),
    );
    return onlyEnvelopes(entries, ({ groupId, serializedCommitLogEntry, sequenceId }) =>
      commitLogEnvelope(groupId, serializedCommitLogEntry, sequenceId),
    );
  }),
  request(publishIdentityUpdate, ({ identityUpdate }) => {
    const envelopes = some(identityUpdate ? [identityUpdate] : [], identityEnvelope);
    return { topics: topicsOf(envelopes), envelopes };
  }),
  request(getIdentityUpdates, ({ requests }) => ({
    ...NOTHING,
    topics: some(requests, ({ inboxId }): Topic => ({ kind: "inbox", id: plain(inboxId) })),
  })),
  answer(getIdentityUpdates, ({ responses }) => {
    const entries = responses.flatMap(({ updates }) => updates.filter(({ update }) => update));
    return onlyEnvelopes(entries, ({ update, sequenceId, serverTimestampNs }) => ({
      // Entries without an update were left out above.
      ...identityEnvelope(update as NonNullable<typeof update>),
      id: String(sequenceId),
      created: timeOfNs(serverTimestampNs),
    }));
  }),
  request(getInboxIds, ({ requests }) => ({
    ...NOTHING,
    topics: some(
      requests,
      ({ identifier }): Topic => ({ kind: "identifier", id: plain(identifier) }),
    ),
  })),
  answer(getInboxIds, ({ responses }) => ({
    ...NOTHING,
    topics: some(
      responses.flatMap(({ inboxId }) => inboxId ?? []),
      (inboxId): Topic => ({ kind: "inbox", id: plain(inboxId) }),
    ),
  })),
]);

function request<Method extends DescMethod>(
  { input }: Method,
  describe: (message: MessageShape<Method["input"]>) => Described,
): [string, Describe] {
  return [input.typeName, describe as Describe];
}

function answer<Method extends DescMethod>(
  { output }: Method,
  describe: (message: MessageShape<Method["output"]>) => Described,
): [string, Describe] {
  return [output.typeName, describe as Describe];
}

function some<From, To>(things: readonly From[], describe: (thing: From) => To): Some<To> {
  return { shown: things.slice(0, MAX_SHOWN).map(describe), total: things.length };
}

function onlyTopics(kind: Topic["kind"], ids: readonly Uint8Array[]): Described {
  return { ...NOTHING, topics: some(ids, (id): Topic => ({ kind, id: hex(id) })) };
}

function onlyEnvelopes<From>(
  things: readonly From[],
  describe: (thing: From) => Envelope,
): Described {
  return { ...NOTHING, envelopes: some(things, describe) };
}

function commitLogEnvelope(groupId: Uint8Array, entry: Uint8Array, id?: bigint): Envelope {
  return {
    kind: "commit log entry",
    groupId: hex(groupId),
    sizeBytes: entry.length,
    ...(id !== undefined && { id: String(id) }),
  };
}

/** Where the envelopes go; many in one topic are one topic. */
function topicsOf({ shown, total }: Some<Envelope>): Some<Topic> {
  const topics = new Map<string, Topic>();
  for (const envelope of shown) {
    const topic = topicOf(envelope);
    if (topic) topics.set(`${topic.kind} ${topic.id}`, topic);
  }
  const unseen = total - shown.length;
  return { shown: [...topics.values()], total: topics.size + unseen };
}

function topicOf(envelope: Envelope): Topic | undefined {
  switch (envelope.kind) {
    case "group message":
    case "commit log entry":
      return { kind: "group", id: envelope.groupId };
    case "welcome":
    case "welcome pointer":
    case "key package":
      return { kind: "installation", id: envelope.installationKey };
    case "identity update":
      return { kind: "inbox", id: envelope.inboxId };
    default:
      return undefined;
  }
}
