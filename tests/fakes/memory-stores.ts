import type { StoredOutgoing } from "@/lib/messaging/core/outbox.ts";
import type { LocalSnapshot, OutboxStore, SnapshotStore } from "@/lib/messaging/ports.ts";

export function memorySnapshots(): SnapshotStore {
  const snapshots = new Map<string, LocalSnapshot>();
  return {
    load: async (inboxId) => snapshots.get(inboxId),
    save: async (inboxId, snapshot) => void snapshots.set(inboxId, structuredClone(snapshot)),
    erase: async (inboxId) => void snapshots.delete(inboxId),
  };
}

export function memoryOutbox(): OutboxStore {
  const items = new Map<string, StoredOutgoing>();
  return {
    load: async (inboxId) =>
      [...items].filter(([id]) => id.startsWith(`${inboxId} `)).map(([, item]) => item),
    put: async (inboxId, item) => void items.set(`${inboxId} ${item.key}`, structuredClone(item)),
    remove: async (inboxId, key) => void items.delete(`${inboxId} ${key}`),
  };
}
