import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { LocalStackError } from "../errors.ts";
import {
  GetInboxIdsRequestSchema,
  GetInboxIdsResponseSchema,
} from "../xmtp/wire/gen/xmtp/identity_api_pb.ts";

const HEADER_BYTES = 5;
const TRAILER_FLAG = 0x80;

/** The node is not there, or does not take what it was sent; the message is a sentence. */
export class NodeCallError extends LocalStackError {
  override readonly name = "NodeCallError";
  /** The name of the gRPC status that the node answered with; undefined when it did not answer. */
  readonly status: string | undefined;

  constructor(message: string, { status, cause }: { status?: string; cause?: unknown }) {
    super(message, { cause });
    this.status = status;
  }
}

/**
 * One unary call over gRPC-web, its message serialized: what was answered, serialized too.
 * Throws {@link NodeCallError}.
 */
export async function callNode(url: string, rpc: string, message: Uint8Array): Promise<Uint8Array> {
  const body = Buffer.alloc(HEADER_BYTES + message.length);
  body.writeUInt32BE(message.length, 1);
  body.set(message, HEADER_BYTES);
  const headers = { "content-type": "application/grpc-web+proto", "x-grpc-web": "1" };
  const response = await fetch(`${url}/${rpc}`, { method: "POST", headers, body }).catch(
    (cause: unknown) => {
      throw new NodeCallError(`There is no node at ${url}.`, { cause });
    },
  );
  const answer = Buffer.from(await response.arrayBuffer());
  const { status, reason } = statusIn(response.headers, answer);
  if (status !== "0") {
    const why = reason === "" ? `status ${status ?? response.status}` : reason;
    throw new NodeCallError(`The node at ${url} refused ${rpc.split("/").at(-1)}: ${why}.`, {
      status: Code[Number(status ?? Code.Unknown)] ?? "Unknown",
    });
  }
  return answer.subarray(HEADER_BYTES, HEADER_BYTES + answer.readUInt32BE(1));
}

/** The status is in the last frame, or in the headers when there is no other. */
function statusIn(headers: Headers, answer: Buffer) {
  let trailers = "";
  for (let at = 0; at + HEADER_BYTES <= answer.length; ) {
    const end = at + HEADER_BYTES + answer.readUInt32BE(at + 1);
    if (answer[at] === TRAILER_FLAG) trailers = answer.toString("latin1", at + HEADER_BYTES, end);
    at = end;
  }
  const field = (name: string) =>
    headers.get(name) ?? new RegExp(`^${name}: ?(.*)$`, "im").exec(trailers)?.[1]?.trim();
  return {
    status: field("grpc-status"),
    reason: decodeURIComponent(field("grpc-message") ?? "").replace(/\.$/, ""),
  };
}

/** The status by which the node answers, `ok` or gRPC's number. Throws when it gives none. */
export async function statusOfCall(url: string, rpc: string, message: Uint8Array): Promise<string> {
  try {
    await callNode(url, rpc, message);
    return "ok";
  } catch (error) {
    if (error instanceof NodeCallError && error.status !== undefined) return error.status;
    throw error;
  }
}

async function call<In extends DescMessage, Out extends DescMessage>(
  url: string,
  rpc: string,
  input: In,
  output: Out,
  message: MessageInitShape<In>,
): Promise<MessageShape<Out>> {
  return fromBinary(output, await callNode(url, rpc, toBinary(input, create(input, message))));
}

/** The inbox of an address; undefined when nobody has signed in with it. Throws {@link NodeCallError}. */
export async function inboxIdOf(url: string, address: string): Promise<string | undefined> {
  const identifier = address.toLowerCase();
  const { responses } = await call(
    url,
    "xmtp.identity.api.v1.IdentityApi/GetInboxIds",
    GetInboxIdsRequestSchema,
    GetInboxIdsResponseSchema,
    { requests: [{ identifier }] },
  );
  return responses[0]?.inboxId;
}
