import type { XmtpClient } from "../ports/xmtp-client.ts";
import { answerDevices } from "./answer-devices.ts";
import { lookAtGroup } from "./groups.ts";
import { keepLive } from "./keep-live.ts";
import { readList } from "./list-conversations.ts";
import { adoptUnsent, loadThread } from "./load-thread.ts";
import { loadAwaited, warmThreads } from "./ready-threads.ts";
import { createReceiving } from "./receive-messages.ts";
import { COUNTED_AT_ONCE, recountUnread } from "./recount-unread.ts";
import { rereadThreads } from "./reread-threads.ts";
import { redoDecisions } from "./set-consent.ts";
import { detachClient, restoreOutbox, type Shown } from "./show-inbox.ts";

/**
 * What is shown from what was kept becomes what the store of this client has, and stays live until
 * `detachClient`. Fails with the client, when something can't be read.
 */
export async function attachClient(
  shown: Shown,
  client: XmtpClient,
  leads: boolean,
): Promise<void> {
  if (shown.client === client) return;
  detachClient(shown);
  shown.client = client;
  shown.queue.serve(client);
  const { desk, sending, restored } = shown;
  // What was saved is older than the store: it must not come after it.
  await restored;
  if (desk.isClosed || shown.client !== client) return;
  desk.client = client;
  sending.dispatch({ kind: "lead", leads });
  // What was written and decided in a tab that is gone, and nobody was told of.
  if (leads) await restoreOutbox(desk, sending, shown);
  if (leads) await redoDecisions(shown, client);
  await loadAwaited(desk, sending);
  if (desk.client !== client) return;
  const receiving = createReceiving(desk, sending, shown);
  const stopLive = keepLive(desk, client, sending, receiving);
  const stopRereading = rereadThreads(desk, sending);
  desk.groupMoved = (key) => lookAtGroup(desk, key);
  const stopAnswering = leads ? answerDevices(desk, client) : () => undefined;
  shown.stopLive = () => {
    stopAnswering();
    stopLive();
    stopRereading();
    desk.groupMoved = () => undefined;
  };
  const unread = await readList(desk, client);
  const lastMessages = [...desk.conversations.values()].flatMap(
    ({ lastMessage }) => lastMessage ?? [],
  );
  adoptUnsent(desk, sending, lastMessages);
  await recountUnread(desk, client, unread.slice(0, COUNTED_AT_ONCE));
  for (const key of desk.threads.keys()) {
    await loadThread(desk, sending, key);
    await shown.receipts.load(key);
    lookAtGroup(desk, key);
  }
  if (leads) await warmThreads(desk, sending);
  await recountUnread(desk, client, unread.slice(COUNTED_AT_ONCE));
}
