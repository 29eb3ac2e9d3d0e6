import { toParleyError } from "@/lib/errors/base.ts";
import { packError } from "@/lib/errors/wire.ts";
import type { TabChannel } from "../../ports/tabs.ts";
import type { XmtpClient } from "../../ports/xmtp-client.ts";
import { shareStream } from "./share-stream.ts";
import type { TabCall, TabMessage } from "./tab-messages.ts";

/**
 * Lets the other tabs of the profile work through this one's client for a `term`. Gives the
 * client for this tab's own use: what it streams and syncs, the others hear too.
 */
export function leadTabs(
  opened: XmtpClient,
  { channel, term }: { channel: TabChannel; term: string },
): XmtpClient {
  const post = (message: TabMessage) => channel.post(message);
  const shared = shareStream(opened, (news) => post({ kind: "streamed", term, news }));
  const client: XmtpClient = { ...opened, stream: shared.stream, syncAll: shared.syncAll };

  function announce(): void {
    const { inboxId, installationId, address } = opened;
    post({ kind: "leading", term, identity: { inboxId, installationId, address } });
  }

  async function answer({ tab, id, call }: Extract<TabMessage, { kind: "ask" }>): Promise<void> {
    post({ kind: "taken", tab, id });
    try {
      post({ kind: "answer", tab, id, value: await carryOut(call) });
    } catch (error) {
      post({ kind: "refusal", tab, id, error: packError(toParleyError(error)) });
    }
  }

  function carryOut({ method, args }: TabCall): Promise<unknown> {
    if (method === "syncAll") return shared.syncAll();
    if (method === "join-stream") return shared.standing();
    // The protocol pairs each method with its own arguments; the union of all loses the pairing.
    const carry = client[method] as (...args: readonly unknown[]) => Promise<unknown>;
    return carry(...args);
  }

  const stopListening = channel.onMessage((said) => {
    const message = said as TabMessage;
    if (message.kind === "who-leads") announce();
    if (message.kind === "ask" && message.term === term) void answer(message);
  });
  announce();
  return {
    ...client,
    close: () => {
      stopListening();
      return opened.close();
    },
  };
}
