import { randomBytes } from "node:crypto";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { IdentityApi } from "../wire/gen/xmtp/identity_api_pb.ts";
import { type GroupMessage, MlsApi, SortDirection } from "../wire/gen/xmtp/mls_api_pb.ts";

export type Transport = "grpc" | "grpc-web";

/** Raw clients of a node that may be anybody's: nothing is known of it but its address. */
export type NodeUnderTest = ReturnType<typeof connectTo>;

/** Speaks to the node at `url` over `transport`; nothing is sent before the first call. */
export function connectTo(url: string, transport: Transport) {
  const wire =
    transport === "grpc"
      ? // Node's HTTP/2 client resets streams that buffer more than 10 MB otherwise.
        createGrpcTransport({ baseUrl: url, nodeOptions: { maxSessionMemory: 1024 } })
      : createGrpcWebTransport({ baseUrl: url, httpVersion: "1.1" });
  return { mls: createClient(MlsApi, wire), identity: createClient(IdentityApi, wire) };
}

/** A group, or an installation, that no node has heard of. */
export const newTopic = (sizeBytes = 16): Buffer => randomBytes(sizeBytes);

export const OLDEST_FIRST = { direction: SortDirection.ASCENDING };

/** The name of the status that `call` ended with: `"none"` when it succeeded. */
export async function statusOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return "none";
  return Code[ConnectError.from(error).code] ?? "?";
}

/** A group message as it was read, its bytes as Buffers. */
export function read({ version }: GroupMessage) {
  if (version.case !== "v1") throw new Error("A group message has no version.");
  const { id, createdNs, groupId, data, senderHmac, shouldPush, isCommit } = version.value;
  const bytes = { groupId: Buffer.from(groupId), data: Buffer.from(data) };
  return { id, createdNs, ...bytes, senderHmac: Buffer.from(senderHmac), shouldPush, isCommit };
}

/** All that a group has, page by page, oldest first. */
export async function readGroup({ mls }: NodeUnderTest, groupId: Uint8Array) {
  const all: ReturnType<typeof read>[] = [];
  for (let idCursor = 0n; ; ) {
    const page = await mls.queryGroupMessages({
      groupId,
      pagingInfo: { ...OLDEST_FIRST, idCursor },
    });
    all.push(...page.messages.map(read));
    idCursor = page.pagingInfo?.idCursor ?? 0n;
    if (idCursor === 0n) return all;
  }
}

/** The ids must only grow: that is the order everybody reads in. */
export function isGrowing(ids: readonly bigint[]): boolean {
  return ids.every((id, i) => i === 0 || id > (ids[i - 1] ?? id));
}
