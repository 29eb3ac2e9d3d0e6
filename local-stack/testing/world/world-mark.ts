import { createHash, randomBytes } from "node:crypto";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  QueryGroupMessagesRequestSchema,
  QueryGroupMessagesResponseSchema,
  SendGroupMessagesRequestSchema,
  SortDirection,
} from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { callNode } from "../node-calls.ts";

const SERVICE = "xmtp.mls.api.v1.MlsApi";
const GROUP_ID_BYTES = 16;
const FINISHED = "finished";

/** How much of the world of a seed a network has. */
export type WorldState = "none" | "begun" | "finished";

/**
 * The note that a world leaves on its network: messages in a group of its own, which nobody is in and
 * whose id follows from the seed. So it is known beside whatever apps did with the same accounts, and
 * it is kept, restored and emptied with all the rest.
 */
export class WorldMark {
  readonly #url: string;
  readonly #groupId: Uint8Array;

  constructor(url: string, seed: string | number) {
    this.#url = url;
    const digest = createHash("sha256").update(`the mark of a world/${seed}`).digest();
    this.#groupId = digest.subarray(0, GROUP_ID_BYTES);
  }

  /** Throws `NodeCallError`. */
  async read(): Promise<WorldState> {
    const query = create(QueryGroupMessagesRequestSchema, {
      groupId: this.#groupId,
      pagingInfo: { limit: 1, direction: SortDirection.DESCENDING },
    });
    const answer = await callNode(
      this.#url,
      `${SERVICE}/QueryGroupMessages`,
      toBinary(QueryGroupMessagesRequestSchema, query),
    );
    const [last] = fromBinary(QueryGroupMessagesResponseSchema, answer).messages;
    if (last?.version.case !== "v1") return "none";
    return Buffer.from(last.version.value.data).includes(FINISHED) ? FINISHED : "begun";
  }

  /** Throws `NodeCallError`. */
  async write(state: Exclude<WorldState, "none">): Promise<void> {
    const data = frameNote(this.#groupId, state);
    const request = create(SendGroupMessagesRequestSchema, {
      messages: [{ version: { case: "v1", value: { data } } }],
    });
    await callNode(
      this.#url,
      `${SERVICE}/SendGroupMessages`,
      toBinary(SendGroupMessagesRequestSchema, request),
    );
  }
}

/** An MLS application message (RFC 9420 §6) with `note` where its data are in the clear, and nothing encrypted in it. */
function frameNote(groupId: Uint8Array, note: string): Uint8Array {
  const vector = (bytes: Uint8Array) => Buffer.concat([Uint8Array.of(bytes.length), bytes]);
  const epoch = new Uint8Array(8);
  // A node takes what is the same for the same message, so each has chance in it.
  const senderData = randomBytes(16);
  return Buffer.concat([
    ...[Uint8Array.of(0, 1, 0, 2), vector(groupId), epoch, Uint8Array.of(1)],
    ...[vector(Buffer.from(note)), vector(senderData), vector(Uint8Array.of(0))],
  ]);
}
