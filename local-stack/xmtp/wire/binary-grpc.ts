import {
  type DescMessage,
  fromBinary,
  type Message,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { encodeEnvelope } from "@connectrpc/connect/protocol";
import { setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { trailerFlag, trailerSerialize } from "@connectrpc/connect/protocol-grpc-web";
import type { NodeRequest } from "./universal-request.ts";

/** What is before each message: a flag, and its length. */
export const HEADER_BYTES = 5;

const frames = new WeakMap<Message, Uint8Array>();
const sizes = new WeakMap<Message, number>();

/**
 * The one message of a gRPC request, its body read to the end. What it throws has the status that
 * Connect gives to the same body.
 */
export async function readMessage<Desc extends DescMessage>(
  request: NodeRequest,
  schema: Desc,
  maxBytes: number,
): Promise<MessageShape<Desc>> {
  const body = await readBody(request, maxBytes);
  if (body.length === 0) throw new ConnectError("the message is missing", Code.Unimplemented);
  if (body.length < HEADER_BYTES) throw malformed("the body ends within its first message");
  const end = HEADER_BYTES + body.readUInt32BE(1);
  if (end !== body.length) throw malformed("the body is not exactly one message");
  if (body[0] !== 0) throw new ConnectError("compression is not supported", Code.Internal);
  try {
    const message = fromBinary(schema, body.subarray(HEADER_BYTES));
    sizes.set(message, body.length - HEADER_BYTES);
    return message;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConnectError(reason, Code.Internal, undefined, undefined, error);
  }
}

async function readBody(request: NodeRequest, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    // Destroying the request would cut the connection before the refusal is sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      // Known before the rest has arrived, if the first chunk has the whole header, as they have.
      if (Math.max(sizeBytes - HEADER_BYTES, announcedBytes(chunks[0])) > maxBytes) {
        const message = `a message may have ${maxBytes} bytes at most`;
        throw new ConnectError(message, Code.ResourceExhausted);
      }
    }
  } catch (error) {
    if (error instanceof ConnectError) throw error;
    throw new ConnectError("the client went away", Code.Canceled, undefined, undefined, error);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function announcedBytes(start: Buffer | undefined): number {
  return start && start.length >= HEADER_BYTES ? start.readUInt32BE(1) : 0;
}

/** How many bytes a request had, without its header; undefined for one that was read elsewhere. */
export function sizeAsItCame(message: Message): number | undefined {
  return sizes.get(message);
}

/** A message as it travels; one that goes to many subscribers is encoded once. */
export function frameMessage(schema: DescMessage, message: Message): Uint8Array {
  const known = frames.get(message);
  if (known) return known;
  const frame = encodeEnvelope(0, toBinary(schema, message));
  frames.set(message, frame);
  return frame;
}

/** The status that ends every RPC: gRPC's trailers. */
export function statusOf(refusal?: ConnectError): Headers {
  return setTrailerStatus(new Headers(), refusal);
}

/** The same as the last frame of a gRPC-web body, for clients that cannot read trailers. */
export function frameStatus(status: Headers): Uint8Array {
  return encodeEnvelope(trailerFlag, trailerSerialize(status));
}

function malformed(reason: string): ConnectError {
  return new ConnectError(reason, Code.InvalidArgument);
}
