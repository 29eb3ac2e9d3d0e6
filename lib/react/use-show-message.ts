import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { ShownMessage } from "@/lib/messaging/flow/show-message.ts";
import { useParley } from "./parley-context.ts";

/** Shows a message in its place in a thread, however far back; the thread is opened beside it. */
export function useShowMessage(): (thread: ThreadKey, id: MessageId) => Promise<ShownMessage> {
  return useParley().messaging.showMessage;
}
