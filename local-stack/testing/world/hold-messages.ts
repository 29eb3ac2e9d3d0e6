import { fromBinary } from "@bufbuild/protobuf";
import { okResponse, unframe } from "../../xmtp/identity/grpc-web-frames.ts";
import { parseGroupMessage } from "../../xmtp/mls/group-message.ts";
import {
  QueryGroupMessagesRequestSchema,
  SendGroupMessagesRequestSchema,
} from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";

const SERVICE = "/xmtp.mls.api.v1.MlsApi/";
const SEND = `${SERVICE}SendGroupMessages`;
const QUERY = `${SERVICE}QueryGroupMessages`;
const NOTHING = new Uint8Array();

const topicOf = (groupId: Uint8Array) => Buffer.from(groupId).toString("hex");

/**
 * Stands between libxmtp and the network, and holds back what is said in some conversations: it is
 * acknowledged at once and handed out by `release`, to be sent in another order and many at a
 * time. Meanwhile those conversations look as if nothing new were there, so that nobody spends
 * time on reading it. What changes a group goes to the network as ever.
 */
export function holdMessages(send: typeof fetch) {
  const held = new Map<string, Uint8Array[]>();

  async function fetchOrHold(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    if (held.size === 0) return send(input, init);
    const request = input instanceof Request && !init ? input : new Request(input, init);
    const rpc = request.url.slice(request.url.indexOf(SERVICE));
    if (rpc !== SEND && rpc !== QUERY) return send(request);
    const body = new Uint8Array(await request.arrayBuffer());
    const isHeld = rpc === SEND ? hold(unframe(body)) : isOfHeld(unframe(body));
    if (isHeld) return okResponse(NOTHING);
    return send(request.url, { method: request.method, headers: request.headers, body });
  }

  function hold(message: Uint8Array): boolean {
    const { messages } = fromBinary(SendGroupMessagesRequestSchema, message);
    const headers = messages.map(({ version }) =>
      parseGroupMessage(version.value?.data ?? NOTHING),
    );
    const topics = new Set(headers.map(({ groupId }) => topicOf(groupId)));
    const [topic] = topics;
    const kept = topic === undefined ? undefined : held.get(topic);
    if (!kept || topics.size !== 1 || headers.some(({ isCommit }) => isCommit)) return false;
    kept.push(message);
    return true;
  }

  function isOfHeld(message: Uint8Array): boolean {
    return held.has(topicOf(fromBinary(QueryGroupMessagesRequestSchema, message).groupId));
  }

  return {
    fetch: fetchOrHold,
    /** From now on, what is said in that conversation is held back. */
    begin: (conversationId: string) => void held.set(conversationId, []),
    /** What was held back since `begin`, in the order in which it was encrypted. */
    release(conversationId: string): Uint8Array[] {
      const messages = held.get(conversationId) ?? [];
      held.delete(conversationId);
      return messages;
    },
  };
}
