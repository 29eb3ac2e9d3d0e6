import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { CallSignal } from "../core/signal.ts";

export type SignalSender = {
  send(thread: ThreadKey, signal: CallSignal): void;
  /** What waits is not sent any more. */
  stop(): void;
};

/** A network that is away comes back within this, or the call has failed for other reasons. */
const TRIES = 6;
/** What ends a call is told late rather than never: its row says how long it was. */
const TRIES_OF_END = 600;
const AGAIN_AFTER_MS = 1_000;

/**
 * Sends signals, one after the other as they were given: an end must not overtake its invitation.
 * One that the network does not take is tried again for some seconds, an end for ten minutes.
 */
export function createSignalSender({
  client,
  host,
  onFailed,
}: {
  client: () => Pick<XmtpClient, "sendCall"> | undefined;
  host: Pick<MessagingHost, "nowMs" | "at">;
  onFailed: (signal: CallSignal) => void;
}): SignalSender {
  let last: Promise<void> = Promise.resolve();
  let isStopped = false;

  const pause = () =>
    new Promise<void>((resolve) => void host.at(host.nowMs() + AGAIN_AFTER_MS, resolve));

  async function deliver(thread: ThreadKey, signal: CallSignal): Promise<void> {
    for (let tries = 1; !isStopped; tries += 1) {
      const isSent = await tell(thread, signal);
      if (isSent || isStopped) return;
      if (tries === (endsIt(signal) ? TRIES_OF_END : TRIES)) return onFailed(signal);
      await pause();
    }
  }

  async function tell(thread: ThreadKey, signal: CallSignal): Promise<boolean> {
    try {
      const here = client();
      await here?.sendCall(thread, signal);
      return here !== undefined;
    } catch {
      return false;
    }
  }

  return {
    send(thread, signal) {
      last = last.then(() => deliver(thread, signal));
    },
    stop() {
      isStopped = true;
    },
  };
}

function endsIt({ type }: CallSignal): boolean {
  return type === "end" || type === "leave";
}
