import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import type { Store } from "../store/store.ts";
import {
  type MlsApi,
  type PublishCommitLogRequest,
  type QueryCommitLogRequest,
  SortDirection,
} from "./gen/xmtp/mls_api_pb.ts";
import { pageQueryOf, pagingInfoOf } from "./paging-info.ts";
import { invalid } from "./refusals.ts";

type Served = Pick<ServiceImpl<typeof MlsApi>, "batchPublishCommitLog" | "batchQueryCommitLog">;

/** Clients know these limits and split their batches by them. */
const MAX_INSERTS = 10;
const MAX_QUERIES = 20;

/** The commit log, by which members notice that their group has forked (XIP-68). */
export function createCommitLogMethods(store: Store): Served {
  return {
    batchPublishCommitLog: async ({ requests }) => {
      if (requests.length === 0) throw invalid("no log entries to publish");
      requireAtMost(MAX_INSERTS, requests.length, "inserts");
      const entries = requests.map(toLogEntry);
      await store.writes.enqueue(() => {
        for (const { groupId, ...entry } of entries) store.commitLog.insert(groupId, entry);
      });
      return {};
    },

    batchQueryCommitLog: ({ requests }) => {
      if (requests.length === 0) throw invalid("no requests to query");
      requireAtMost(MAX_QUERIES, requests.length, "queries");
      return { responses: requests.map((request) => queryOne(store, request)) };
    },
  };
}

function toLogEntry({ groupId, serializedCommitLogEntry, signature }: PublishCommitLogRequest) {
  if (groupId.length === 0 || serializedCommitLogEntry.length === 0 || !signature) {
    throw invalid("invalid commit log entry");
  }
  const { bytes, publicKey } = signature;
  return { groupId, entry: serializedCommitLogEntry, signature: bytes, publicKey };
}

function queryOne(store: Store, { groupId, pagingInfo }: QueryCommitLogRequest) {
  if (groupId.length === 0) throw invalid("invalid request");
  if (pagingInfo?.direction === SortDirection.DESCENDING) {
    // The official node finds out in its store, and says that it was its own fault.
    throw new ConnectError("descending direction is not supported", Code.Internal);
  }
  const query = { ...pageQueryOf(pagingInfo), descending: false };
  const rows = store.commitLog.page(groupId, query.cursor, query.limit);
  const commitLogEntries = rows.map(({ id, entry, signature, publicKey }) => ({
    sequenceId: id,
    serializedCommitLogEntry: entry,
    signature: { bytes: signature, publicKey },
  }));
  return { groupId, commitLogEntries, pagingInfo: pagingInfoOf(query, rows) };
}

function requireAtMost(limit: number, count: number, what: string): void {
  if (count > limit) throw invalid(`cannot exceed ${limit} ${what} in single batch`);
}
