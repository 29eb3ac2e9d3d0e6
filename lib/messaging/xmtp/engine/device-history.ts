import {
  BackupElementSelectionOption,
  type Client,
  type ConversationListItem,
  GroupMessageKind,
} from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";
import type { XmtpClient } from "../../ports.ts";
import { withDeadline } from "./deadline.ts";
import { toEngineError } from "./engine-error.ts";

/** Everything: messages, and who is allowed or blocked. */
const EVERYTHING = {
  elements: [BackupElementSelectionOption.Messages, BackupElementSelectionOption.Consent],
  excludeDisappearingMessages: false,
};

/** The other device may have to make and upload an archive in the same call. */
const SYNC_DEADLINE_MS = 60_000;

export type DeviceHistory = Pick<
  XmtpClient,
  "createArchive" | "importArchive" | "requestHistory" | "syncDevices" | "countStored"
>;

/** Archives of this device's store, and what devices of one inbox hand to each other. */
export function deviceHistory(client: Client, historyUrl: string): DeviceHistory {
  const device = () => client.device_sync();

  return {
    createArchive: (key) => device().createArchive(EVERYTHING, key).catch(rethrow),
    importArchive: async (bytes, key) => {
      try {
        await device().importArchive(bytes, key);
      } catch (error) {
        throw toArchiveError(error);
      }
    },
    requestHistory: () =>
      withDeadline("sync request", device().sendSyncRequest(EVERYTHING, historyUrl)),
    syncDevices: async () => {
      await withDeadline("device sync", device().syncAllDeviceSyncGroups(), SYNC_DEADLINE_MS);
    },
    countStored: async () => {
      const items: ConversationListItem[] = client.conversations().list();
      const conversations = items.map(({ conversation }) => conversation);
      let messages = 0;
      for (const conversation of conversations) {
        messages += Number(
          await conversation.countMessages({ kind: GroupMessageKind.Application }),
        );
      }
      return { conversations: conversations.length, messages };
    },
  };
}

function rethrow(error: unknown): never {
  throw toEngineError(error);
}

/** The engine names no reasons: a wrong key reads as an archive without a beginning. */
function toArchiveError(error: unknown): ParleyError {
  const known = toEngineError(error);
  if (known.code !== "unexpected") return known;
  const isBeginningUnread = /Failed to load archive/i.test(known.message);
  const code = isBeginningUnread ? "archive.unreadable" : "archive.damaged";
  return new ParleyError(code, known.message, { cause: error });
}
