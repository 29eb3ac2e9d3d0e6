import { fromBinary } from "@bufbuild/protobuf";
import { unframe } from "../../xmtp/identity/grpc-web-frames.ts";
import { parseGroupMessage } from "../../xmtp/mls/group-message.ts";
import {
  QueryGroupMessagesRequestSchema,
  SendGroupMessagesRequestSchema,
} from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { QuickRequest, quickAnswer } from "./quick-requests.ts";

const SERVICE = "/xmtp.mls.api.v1.MlsApi/";
const SEND = `${SERVICE}SendGroupMessages`;
const QUERY = `${SERVICE}QueryGroupMessages`;
const NOTHING = new Uint8Array();

type Held = { messages: Uint8Array[]; expected: number; onWhole: () => void };

const topicOf = (groupId: Uint8Array) => Buffer.from(groupId).toString("hex");

/**
 * Stands between libxmtp and the network, and holds back what is said in some conversations: it is
 * acknowledged at once and handed out, to be sent in another order and many at a time. Meanwhile
 * those conversations look as if nothing new were there, so that nobody spends time on reading it.
 * What changes a group goes to the network as ever.
 */
export function holdMessages(send: typeof fetch) {
  const held = new Map<string, Held>();

  async function fetchOrHold(
    input: string | URL | Request | QuickRequest,
    init?: RequestInit,
  ): Promise<Response> {
    if (!(input instanceof QuickRequest)) return send(input, init);
    if (held.size > 0) {
      const { url } = input;
      if (url.endsWith(SEND) && hold(bodyOf(input))) return quickAnswer();
      if (url.endsWith(QUERY)) {
        const conversation = held.get(conversationAskedFor(bodyOf(input)));
        if (conversation) return answerQuery(conversation);
      }
    }
    return send(input.url, { ...input.init, ...init });
  }

  function hold(message: Uint8Array): boolean {
    const { messages } = fromBinary(SendGroupMessagesRequestSchema, message);
    const headers = messages.map(({ version }) =>
      parseGroupMessage(version.value?.data ?? NOTHING),
    );
    const topics = new Set(headers.map(({ groupId }) => topicOf(groupId)));
    const [topic] = topics;
    const conversation = topic === undefined ? undefined : held.get(topic);
    if (!conversation || topics.size !== 1 || headers.some(({ isCommit }) => isCommit))
      return false;
    conversation.messages.push(message);
    return true;
  }

  return {
    fetch: fetchOrHold,
    /**
     * Holds back what `publish` says in a conversation, and resolves to it, in the order in which it was
     * encrypted. Rejects when that ends with fewer than `expected` messages.
     */
    async during(
      conversationId: string,
      expected: number,
      publish: () => Promise<unknown>,
    ): Promise<Uint8Array[]> {
      const messages: Uint8Array[] = [];
      const { promise: isWhole, resolve: onWhole } = Promise.withResolvers<void>();
      held.set(conversationId, { messages, expected, onWhole });
      try {
        await Promise.race([isWhole, publish()]);
      } catch (error) {
        const reason = error instanceof Error ? ` ${error.message}` : "";
        throw new Error(`${tooFew(messages.length, expected)}${reason}`, { cause: error });
      } finally {
        held.delete(conversationId);
      }
      if (messages.length !== expected) throw new Error(tooFew(messages.length, expected));
      return messages;
    },
  };
}

/**
 * Having said everything, libxmtp looks three times for its own messages on the network, with
 * pauses. It is left waiting for the first answer: nobody writes with this client in that
 * conversation again, and all of it ends with its thread.
 */
function answerQuery({ messages, expected, onWhole }: Held): Promise<Response> | Response {
  if (messages.length < expected) return quickAnswer();
  onWhole();
  return new Promise<never>(() => {});
}

function bodyOf({ init }: QuickRequest): Uint8Array {
  return init.body instanceof Uint8Array ? unframe(init.body) : NOTHING;
}

function conversationAskedFor(query: Uint8Array): string {
  return topicOf(fromBinary(QueryGroupMessagesRequestSchema, query).groupId);
}

function tooFew(found: number, expected: number): string {
  return `${found} of ${expected} messages were encrypted.`;
}
