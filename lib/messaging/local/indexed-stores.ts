import { onceLoaded } from "@/lib/async/once-loaded.ts";
import type { StoredOutgoing } from "../core/outbox.ts";
import type { DecisionStore, OutboxStore, SnapshotStore } from "../ports/stores.ts";
import {
  type DecisionDatabase,
  type MessagingDatabase,
  openDatabase,
  openDecisions,
} from "./database.ts";
import { isDecision, isOutgoing, isSnapshot } from "./stored-shapes.ts";

/** The snapshot, the outbox and the decisions of this browser, in IndexedDB. Opened on first use. */
export function indexedStores(xmtpEnv: string): {
  snapshots: SnapshotStore;
  outboxStore: OutboxStore;
  decisionStore: DecisionStore;
} {
  const database = onceLoaded(() => openDatabase(xmtpEnv));
  const decisions = onceLoaded(() => openDecisions(xmtpEnv));
  return {
    snapshots: snapshotStore(database, decisions),
    outboxStore: outboxStore(database),
    decisionStore: decisionStore(decisions),
  };
}

type Database = () => Promise<MessagingDatabase>;
type Decisions = () => Promise<DecisionDatabase>;

function ofInbox(inboxId: string): IDBKeyRange {
  return IDBKeyRange.bound([inboxId], [inboxId, []]);
}

function snapshotStore(database: Database, decisions: Decisions): SnapshotStore {
  return {
    load: async (inboxId) => {
      const stored: unknown = await (await database()).get("snapshots", inboxId);
      return isSnapshot(stored) ? stored : undefined;
    },
    save: async (inboxId, snapshot) => {
      await (await database()).put("snapshots", snapshot, inboxId);
    },
    erase: async (inboxId) => {
      const db = await database();
      await db.delete("snapshots", inboxId);
      const orders = await db.getAllKeysFromIndex("outbox", "byMessage", ofInbox(inboxId));
      await Promise.all(orders.map((order) => db.delete("outbox", order)));
      await (await decisions()).delete("decisions", ofInbox(inboxId));
    },
  };
}

function outboxStore(database: Database): OutboxStore {
  return {
    load: async (inboxId) => {
      const db = await database();
      const entries = await db.getAllFromIndex("outbox", "byMessage", ofInbox(inboxId));
      return entries
        .filter(isOutgoing)
        .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
        .map(({ inboxId: _, order: __, ...item }): StoredOutgoing => item);
    },
    put: async (inboxId, item) => {
      const transaction = (await database()).transaction("outbox", "readwrite");
      const order = await transaction.store.index("byMessage").getKey([inboxId, item.key]);
      await transaction.store.put({ ...item, inboxId, ...(order !== undefined && { order }) });
      await transaction.done;
    },
    remove: async (inboxId, key) => {
      const db = await database();
      const order = await db.getKeyFromIndex("outbox", "byMessage", [inboxId, key]);
      if (order !== undefined) await db.delete("outbox", order);
    },
  };
}

function decisionStore(database: Decisions): DecisionStore {
  return {
    load: async (inboxId) => {
      const entries: unknown[] = await (await database()).getAll("decisions", ofInbox(inboxId));
      return entries.filter(isDecision);
    },
    put: async (inboxId, decision) => {
      await (await database()).put("decisions", decision, [inboxId, decision.thread]);
    },
    remove: async (inboxId, thread) => {
      await (await database()).delete("decisions", [inboxId, thread]);
    },
  };
}
