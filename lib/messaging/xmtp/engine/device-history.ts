import {
  type ArchiveOptions,
  BackupElementSelectionOption,
  type Client,
  type ConversationListItem,
} from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ArchivePart, XmtpClient } from "../../ports/xmtp-client.ts";
import { EVERY_STATE } from "./consent.ts";
import { withDeadline } from "./deadline.ts";
import { toEngineError } from "./engine-error.ts";
import { WRITTEN } from "./history.ts";
import { planArchive } from "./plan-archive.ts";

/** Everything: messages, and who is allowed or blocked. */
const EVERYTHING = {
  elements: [BackupElementSelectionOption.Messages, BackupElementSelectionOption.Consent],
  excludeDisappearingMessages: false,
};

/** The other device may have to make and upload an archive in the same call. */
const SYNC_DEADLINE_MS = 60_000;

export type DeviceHistory = Pick<
  XmtpClient,
  | "planArchive"
  | "createArchive"
  | "importArchive"
  | "requestHistory"
  | "syncDevices"
  | "countStored"
>;

/** Archives of this device's store, and what devices of one inbox hand to each other. */
export function deviceHistory(client: Client, historyUrl: string): DeviceHistory {
  const device = () => client.device_sync();

  return {
    planArchive: (most) => planArchive(client, most),
    createArchive: (key, part) => device().createArchive(optionsOf(part), key).catch(rethrow),
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
      const items: ConversationListItem[] = client
        .conversations()
        .list({ consentStates: EVERY_STATE });
      const conversations = items.map(({ conversation }) => conversation);
      let messages = 0;
      for (const conversation of conversations) {
        messages += Number(await conversation.countMessages({ contentTypes: [...WRITTEN] }));
      }
      return { conversations: conversations.length, messages };
    },
  };
}

/** The engine's windows leave out their beginning and include their end. */
function optionsOf(part: ArchivePart): ArchiveOptions {
  if (part.kind === "consent") {
    return { ...EVERYTHING, elements: [BackupElementSelectionOption.Consent] };
  }
  const { afterNs, untilNs } = part;
  return {
    ...EVERYTHING,
    elements: [BackupElementSelectionOption.Messages],
    ...(afterNs !== undefined && { startNs: afterNs }),
    ...(untilNs !== undefined && { endNs: untilNs }),
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
