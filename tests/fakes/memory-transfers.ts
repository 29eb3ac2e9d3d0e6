import type { ReceivedRecord } from "@/lib/transfers/core/received-file.ts";
import type { SentRecord } from "@/lib/transfers/core/sent-file.ts";
import type { TransferRecords } from "@/lib/transfers/ports.ts";

export function memoryTransfers(): TransferRecords {
  const sent = new Map<string, SentRecord>();
  const received = new Map<string, ReceivedRecord>();
  const of = <Value>(all: Map<string, Value>, inboxId: string) =>
    [...all].filter(([id]) => id.startsWith(`${inboxId} `)).map(([, value]) => value);
  return {
    load: async (inboxId) => ({ sent: of(sent, inboxId), received: of(received, inboxId) }),
    putSent: async (inboxId, record) => void sent.set(`${inboxId} ${record.key}`, record),
    putReceived: async (inboxId, record) => void received.set(`${inboxId} ${record.key}`, record),
    async remove(inboxId, key) {
      sent.delete(`${inboxId} ${key}`);
      received.delete(`${inboxId} ${key}`);
    },
    async erase(inboxId) {
      for (const all of [sent, received])
        for (const id of all.keys()) if (id.startsWith(`${inboxId} `)) all.delete(id);
    },
    receivedKeys: async () => [...received.values()].map(({ key }) => key),
  };
}
