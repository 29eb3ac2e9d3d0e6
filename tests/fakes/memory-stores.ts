import type { Shipment } from "@/lib/attachments/core/shipment.ts";
import type {
  ArchivedName,
  ArchivedNames,
  ShipmentStore,
  Withdrawal,
  WithdrawalStore,
} from "@/lib/attachments/ports.ts";
import type { KnownName, NameRecord } from "@/lib/identity/core/name-book-state.ts";
import type { PictureRecord } from "@/lib/identity/core/picture-record.ts";
import type { NameStore, PictureStore } from "@/lib/identity/ports.ts";
import type { StoredOutgoing } from "@/lib/messaging/core/outbox.ts";
import type { Decision } from "@/lib/messaging/core/records.ts";
import type {
  DecisionStore,
  LocalSnapshot,
  OutboxStore,
  SnapshotStore,
} from "@/lib/messaging/ports/stores.ts";
import { type Settings, withSettings } from "@/lib/preferences/core/settings.ts";
import type { PreferenceStore } from "@/lib/preferences/ports.ts";
import type { Run } from "@/lib/transactions/core/run.ts";
import type { RunStore } from "@/lib/transactions/ports.ts";

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

export function memoryDecisions(): DecisionStore {
  const kept = new Map<string, Decision>();
  return {
    load: async (inboxId) =>
      [...kept].filter(([id]) => id.startsWith(`${inboxId} `)).map(([, decision]) => decision),
    put: async (inboxId, decision) => void kept.set(`${inboxId} ${decision.thread}`, decision),
    remove: async (inboxId, thread) => void kept.delete(`${inboxId} ${thread}`),
  };
}

export function memoryNames(): NameStore {
  const kept = new Map<string, NameRecord>();
  const known = new Map<string, KnownName>();
  const ofInbox = <Value>(all: Map<string, Value>, inboxId: string) =>
    [...all].filter(([key]) => key.startsWith(`${inboxId} `));
  return {
    load: async (inboxId) => ({
      records: ofInbox(kept, inboxId).map(([, record]) => record),
      known: ofInbox(known, inboxId).map(([, entry]) => entry),
    }),
    save: async (inboxId, changes) => {
      for (const record of changes.records)
        kept.set(`${inboxId} ${record.address}`, structuredClone(record));
      for (const address of changes.dropped) kept.delete(`${inboxId} ${address}`);
      for (const entry of changes.known)
        known.set(`${inboxId} ${entry.address}`, structuredClone(entry));
      for (const address of changes.forgotten) known.delete(`${inboxId} ${address}`);
    },
    erase: async (inboxId) => {
      for (const [key] of ofInbox(kept, inboxId)) kept.delete(key);
      for (const [key] of ofInbox(known, inboxId)) known.delete(key);
    },
  };
}

export function memoryPreferences(): PreferenceStore {
  const kept = new Map<string, Settings>();
  return {
    load: async (inboxId) => structuredClone([...(kept.get(inboxId)?.values() ?? [])]),
    save: async (inboxId, given) => {
      const { settings } = withSettings(
        kept.get(inboxId) ?? new Map(),
        structuredClone([...given]),
      );
      kept.set(inboxId, settings);
    },
    erase: async (inboxId) => void kept.delete(inboxId),
  };
}

export function memoryPictures(): PictureStore {
  const kept = new Map<string, PictureRecord>();
  return {
    load: async (of) => kept.get(of),
    save: async (record) => void kept.set(record.of, structuredClone(record)),
    erase: async () => kept.clear(),
  };
}

export function memoryRuns(): RunStore {
  const kept = new Map<string, Run>();
  return {
    load: async (inboxId, messageId) => structuredClone(kept.get(`${inboxId} ${messageId}`)),
    save: async (inboxId, messageId, run) =>
      void kept.set(`${inboxId} ${messageId}`, structuredClone(run)),
    erase: async (inboxId) => {
      for (const key of kept.keys()) if (key.startsWith(`${inboxId} `)) kept.delete(key);
    },
  };
}

export function memoryShipments(): {
  shipments: ShipmentStore;
  names: ArchivedNames;
  withdrawals: WithdrawalStore;
} {
  const kept = new Map<string, Shipment>();
  const names = new Map<string, ArchivedName>();
  const withdrawals = new Map<string, Withdrawal>();
  const ofInbox = <Value>(all: Map<string, Value>, inboxId: string) =>
    [...all].filter(([key]) => key.startsWith(`${inboxId} `));
  const eraseIn = (all: Map<string, unknown>, inboxId: string) => {
    for (const [key] of ofInbox(all, inboxId)) all.delete(key);
  };
  return {
    shipments: {
      load: async (inboxId) =>
        structuredClone(ofInbox(kept, inboxId).map(([, shipment]) => shipment)),
      fileIds: async () => [...kept.values()].flatMap(({ files }) => files.map(({ id }) => id)),
      put: async (inboxId, shipment) =>
        void kept.set(`${inboxId} ${shipment.key}`, structuredClone(shipment)),
      remove: async (inboxId, key) => void kept.delete(`${inboxId} ${key}`),
      erase: async (inboxId) => eraseIn(kept, inboxId),
    },
    names: {
      load: async (inboxId) => ofInbox(names, inboxId).map(([, name]) => name),
      put: async (inboxId, name) => void names.set(`${inboxId} ${name.cid}`, name),
      remove: async (inboxId, cid) => void names.delete(`${inboxId} ${cid}`),
      erase: async (inboxId) => eraseIn(names, inboxId),
    },
    withdrawals: {
      load: async (inboxId) => ofInbox(withdrawals, inboxId).map(([, one]) => one),
      put: async (inboxId, one) => void withdrawals.set(`${inboxId} ${one.cid}`, one),
      remove: async (inboxId, cid) => void withdrawals.delete(`${inboxId} ${cid}`),
      erase: async (inboxId) => eraseIn(withdrawals, inboxId),
    },
  };
}
