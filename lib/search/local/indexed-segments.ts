import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Segment } from "../core/segment.ts";
import type { IndexProgress } from "../ports.ts";
import { FORMAT, isManifest, isSegment, type Manifest } from "./stored-index.ts";

const VERSION = 1;

type SearchSchema = DBSchema & {
  manifests: { key: string; value: Manifest };
  segments: { key: [inboxId: string, key: string]; value: Segment };
};

export type KeptIndex = { segments: readonly Segment[]; progress: IndexProgress };

/**
 * An inbox's index in IndexedDB. Segments never change, so that a saving writes only what is new;
 * an older index and a newer one never mix, whatever tab wrote them and wherever it was cut off.
 */
export class IndexedSegments {
  readonly #inboxId: InboxId;
  readonly #database: Promise<IDBPDatabase<SearchSchema>>;
  #kept = new Map<Segment, string>();
  #revision: string | undefined;

  constructor(networkName: string, inboxId: InboxId) {
    this.#inboxId = inboxId;
    this.#database = openDatabase(networkName);
  }

  /** What was kept; nothing when that can't be read as an index. */
  async load(): Promise<KeptIndex> {
    const transaction = (await this.#database).transaction(["manifests", "segments"]);
    const manifest: unknown = await transaction.objectStore("manifests").get(this.#inboxId);
    if (!isManifest(manifest)) return { segments: [], progress: { readUntilMs: {} } };
    const store = transaction.objectStore("segments");
    const segments: unknown[] = await Promise.all(
      manifest.segmentKeys.map((key) => store.get([this.#inboxId, key])),
    );
    if (!segments.every(isSegment)) return { segments: [], progress: { readUntilMs: {} } };
    this.#revision = manifest.revision;
    this.#kept = new Map(
      segments.map((segment, index) => [segment, manifest.segmentKeys[index] ?? ""]),
    );
    return { segments, progress: manifest.progress };
  }

  async save(segments: readonly Segment[], progress: IndexProgress): Promise<void> {
    const transaction = (await this.#database).transaction(["manifests", "segments"], "readwrite");
    const manifests = transaction.objectStore("manifests");
    const store = transaction.objectStore("segments");
    const before: unknown = await manifests.get(this.#inboxId);
    // Somebody else saved in the meantime: what they left out is not there any more.
    const isOurs = isManifest(before) && before.revision === this.#revision;
    const kept = new Map<Segment, string>();
    const writing: Promise<unknown>[] = [];
    for (const segment of segments) {
      const known = isOurs ? this.#kept.get(segment) : undefined;
      const key = known ?? crypto.randomUUID();
      kept.set(segment, key);
      if (known === undefined) writing.push(store.put(segment, [this.#inboxId, key]));
    }
    const segmentKeys = [...kept.values()];
    for (const key of await store.getAllKeys(ofInbox(this.#inboxId))) {
      if (!segmentKeys.includes(key[1])) writing.push(store.delete(key));
    }
    const revision = crypto.randomUUID();
    writing.push(manifests.put({ format: FORMAT, revision, segmentKeys, progress }, this.#inboxId));
    await Promise.all([...writing, transaction.done]);
    this.#kept = kept;
    this.#revision = revision;
  }
}

/** Forgets an inbox's index. */
export async function eraseSegments(networkName: string, inboxId: InboxId): Promise<void> {
  const database = await openDatabase(networkName);
  const transaction = database.transaction(["manifests", "segments"], "readwrite");
  await Promise.all([
    transaction.objectStore("manifests").delete(inboxId),
    transaction.objectStore("segments").delete(ofInbox(inboxId)),
    transaction.done,
  ]);
  database.close();
}

function ofInbox(inboxId: InboxId): IDBKeyRange {
  return IDBKeyRange.bound([inboxId], [inboxId, []]);
}

function openDatabase(networkName: string): Promise<IDBPDatabase<SearchSchema>> {
  return openDB<SearchSchema>(`parley-search-${networkName}`, VERSION, {
    upgrade(database) {
      database.createObjectStore("manifests");
      database.createObjectStore("segments");
    },
  });
}
