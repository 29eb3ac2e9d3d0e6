import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { create, toBinary } from "@bufbuild/protobuf";
import {
  SendGroupMessagesRequestSchema,
  SubscribeGroupMessagesRequestSchema,
} from "../xmtp/wire/gen/xmtp/mls_api_pb.ts";

const SERVICE = "/xmtp.mls.api.v1.MlsApi/";
const HEADER_BYTES = 5;

/** How many streams share a connection, as they do in clients that have several. */
const STREAMS_A_SESSION = 100;

/** gRPC over HTTP/2 with as little as possible between a measure and the node. */
export class RawClient {
  readonly #url: string;
  readonly #sessions: ClientHttp2Session[] = [];
  #streams = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** Resolves when the node has acknowledged the message; rejects with what it says otherwise. */
  async publish(data: Uint8Array): Promise<void> {
    const request = create(SendGroupMessagesRequestSchema, {
      messages: [{ version: { case: "v1", value: { data } } }],
    });
    const stream = this.#ask(
      this.#session(0),
      "SendGroupMessages",
      toBinary(SendGroupMessagesRequestSchema, request),
    );
    const trailers = once(stream, "trailers") as Promise<[Record<string, string>]>;
    const cut = once(stream, "close").then(() => {
      throw new Error("The node ended without a status.");
    });
    stream.resume();
    const [{ "grpc-status": status, "grpc-message": message = "" }] = await Promise.race([
      trailers,
      cut,
    ]);
    // It closes after its trailers, too.
    cut.catch(() => {});
    if (status !== "0") throw new Error(`The node refused: ${decodeURIComponent(message)}`);
  }

  /** Calls back for each message of the group; resolves when the node says that it listens. */
  async subscribe(groupId: Uint8Array, onMessage: () => void): Promise<void> {
    const request = create(SubscribeGroupMessagesRequestSchema, { filters: [{ groupId }] });
    // The first session publishes.
    const session = this.#session(1 + Math.floor(this.#streams++ / STREAMS_A_SESSION));
    const stream = this.#ask(
      session,
      "SubscribeGroupMessages",
      toBinary(SubscribeGroupMessagesRequestSchema, request),
    );
    stream.on("data", countFrames(onMessage));
    await once(stream, "response");
  }

  close(): void {
    for (const session of this.#sessions) session.destroy();
  }

  #session(at: number): ClientHttp2Session {
    const known = this.#sessions[at];
    if (known) return known;
    const session = connect(this.#url);
    this.#sessions[at] = session;
    return session;
  }

  #ask(session: ClientHttp2Session, method: string, message: Uint8Array): ClientHttp2Stream {
    const stream = session.request({
      ":method": "POST",
      ":path": SERVICE + method,
      "content-type": "application/grpc+proto",
      te: "trailers",
    });
    // What is destroyed at the end of a measure is no failure of it.
    stream.on("error", () => {});
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([header, message]));
    return stream;
  }
}

/** Tells of each whole frame, however the bytes come. */
export function countFrames(onFrame: () => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    while (bytes.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + bytes.readUInt32BE(1);
      if (bytes.length < end) break;
      onFrame();
      bytes = bytes.subarray(end);
    }
    rest = bytes;
  };
}
