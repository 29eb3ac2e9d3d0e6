import { unpackError } from "@/lib/errors/wire.ts";
import type { StreamHandlers, XmtpClient } from "../../ports.ts";
import type { ClientIdentity, PlainMethod, WorkerEvent } from "./protocol.ts";
import type { WorkerLink } from "./worker-link.ts";

/** The app's XMTP client as the page sees it: every call crosses to the worker. */
export function workerClient(link: WorkerLink, identity: ClientIdentity): XmtpClient {
  const plain =
    <M extends PlainMethod>(method: M) =>
    (...args: Parameters<XmtpClient[M]>) =>
      // `method` and `args` belong together by the signature of this function.
      link.request<Awaited<ReturnType<XmtpClient[M]>>>({ kind: "call", method, args } as never)
        .value;
  return {
    ...identity,
    listConversations: plain("listConversations"),
    listMessages: plain("listMessages"),
    countUnread: plain("countUnread"),
    findInbox: plain("findInbox"),
    findPeers: plain("findPeers"),
    openDm: plain("openDm"),
    prepare: plain("prepare"),
    publish: plain("publish"),
    deleteMessage: plain("deleteMessage"),
    probe: plain("probe"),
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

function streamListener(handlers: StreamHandlers): (event: WorkerEvent) => void {
  return (event) => {
    if (event.kind === "message") handlers.onMessage(event.message);
    if (event.kind === "conversation") handlers.onConversation(event.conversation);
    if (event.kind === "end") handlers.onEnd(event.error && unpackError(event.error));
  };
}
