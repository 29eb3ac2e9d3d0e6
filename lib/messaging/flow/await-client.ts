import { ParleyError } from "@/lib/errors/base.ts";
import type { MessagingHost } from "../ports/host.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";

/** An engine that takes longer than this to open has something to say by then. */
const ATTACHED_WITHIN_MS = 10_000;

/** Those who came for the client of one inbox before it was open. */
export type ClientQueue = {
  /** Fails with `xmtp.engine` when it does not open within seconds, `tab.elsewhere` when it never will. */
  wait(): Promise<XmtpClient>;
  serve(client: XmtpClient): void;
  /** This inbox is shown no more: the client of the next one is not for those who wait. */
  close(): void;
};

export function clientQueue(host: Pick<MessagingHost, "nowMs" | "at">): ClientQueue {
  type Waiting = { serve(client: XmtpClient): void; refuse(error: ParleyError): void };
  const queue = new Set<Waiting>();
  let isClosed = false;
  const elsewhere = () => new ParleyError("tab.elsewhere", "Another inbox is shown now");

  return {
    wait() {
      if (isClosed) return Promise.reject(elsewhere());
      const { promise, resolve, reject } = Promise.withResolvers<XmtpClient>();
      const giveUp = host.at(host.nowMs() + ATTACHED_WITHIN_MS, () => {
        queue.delete(waiting);
        reject(new ParleyError("xmtp.engine", "The client did not open"));
      });
      const waiting: Waiting = {
        serve: (client) => {
          giveUp();
          resolve(client);
        },
        refuse: (error) => {
          giveUp();
          reject(error);
        },
      };
      queue.add(waiting);
      return promise;
    },
    serve(client) {
      for (const waiting of queue) waiting.serve(client);
      queue.clear();
    },
    close() {
      isClosed = true;
      for (const waiting of queue) waiting.refuse(elsewhere());
      queue.clear();
    },
  };
}
