import { unpackError } from "@/lib/errors/wire.ts";
import { tellNews } from "../../core/stream-news.ts";
import { QUESTIONS, type Question } from "../../ports/questions.ts";
import type { StreamHandlers, XmtpClient } from "../../ports/xmtp-client.ts";
import type { ClientIdentity, WorkerEvent } from "./protocol.ts";
import type { WorkerLink } from "./worker-link.ts";

/** The app's XMTP client as the page sees it: every call crosses to the worker. */
export function workerClient(link: WorkerLink, identity: ClientIdentity): XmtpClient {
  return {
    ...identity,
    ...questions(link, QUESTIONS),
    syncAll: async (onConversation) => {
      const { id, value } = link.request<void>({ kind: "sync-all" }, (event) => {
        if (event.kind === "conversation") onConversation?.(event.conversation);
      });
      await value.finally(() => link.forget(id));
    },
    stream: async (handlers) => {
      const { id, value } = link.request<void>({ kind: "stream" }, streamListener(handlers));
      await value;
      return () => {
        link.forget(id);
        // A link that is closed has ended its streams already.
        link.request({ kind: "end-stream", streamId: id }).value.catch(() => undefined);
      };
    },
    close: async () => link.close(),
  };
}

/** These methods of the client in the worker, as the page calls them. */
export function questions<M extends Question>(
  link: WorkerLink,
  methods: readonly M[],
): Pick<XmtpClient, M> {
  const ask =
    (method: M) =>
    (...args: Parameters<XmtpClient[M]>) =>
      // `method` and `args` belong together by the type of what is given back.
      link.request({ kind: "call", method, args } as never).value;
  return Object.fromEntries(methods.map((method) => [method, ask(method)])) as never;
}

function streamListener(handlers: StreamHandlers): (event: WorkerEvent) => void {
  return (event) => {
    if (event.kind === "end") handlers.onEnd(event.error && unpackError(event.error));
    else if (event.kind !== "progress") tellNews(handlers, event);
  };
}
