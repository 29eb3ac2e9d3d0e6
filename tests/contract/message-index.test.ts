import "fake-indexeddb/auto";
import { openDB } from "idb";
import { describe, expect, it } from "vitest";
import { toParleyError } from "@/lib/errors/base.ts";
import { packError } from "@/lib/errors/wire.ts";
import type { MessageIndexes } from "@/lib/search/ports.ts";
import { type IndexWorker, messageIndexes } from "@/lib/search/worker/message-indexes.ts";
import type { IndexRequest } from "@/lib/search/worker/protocol.ts";
import { serveIndex } from "@/lib/search/worker/serve-index.ts";
import { MemoryIndexes } from "@/tests/fakes/memory-indexes.ts";
import { ALIX, entry, idsFor, messageIndexContract } from "./message-index-contract.ts";

describe("MessageIndexes in memory", () => messageIndexContract(() => new MemoryIndexes()));

let networks = 0;
const nextNetwork = () => `test-${networks++}`;
const onDisk = (networkName: string): MessageIndexes => messageIndexes(networkName, startNearby);

describe("MessageIndexes in IndexedDB", () => {
  messageIndexContract(() => onDisk(nextNetwork()));

  async function kept(networkName: string, texts: readonly string[]) {
    const index = await onDisk(networkName).open(ALIX);
    await index.change({ put: texts.map((text) => entry(text)) });
    await index.save({ readUntilMs: { "dm:bo": 1 } });
    return index;
  }

  it("has nothing of a removed message on the disk", async () => {
    const networkName = nextNetwork();
    const index = await kept(networkName, ["hello"]);
    const secret = entry("unspeakable");
    await index.change({ put: [secret] });
    await index.save({ readUntilMs: {} });
    expect(await everythingIn(networkName)).toMatch(/unspeakable/);
    await index.change({ remove: [secret.id] });
    await index.save({ readUntilMs: {} });
    const left = await everythingIn(networkName);
    expect(left).toMatch(/hello/);
    expect(left).not.toMatch(/unspeakable/);
    expect(left).not.toContain(secret.id);
  });

  it("stays whole when two tabs write, whoever comes last", async () => {
    const networkName = nextNetwork();
    const first = await kept(networkName, ["hello first", "2", "3", "4", "5"]);
    const second = await onDisk(networkName).open(ALIX);
    await second.change({ put: Array.from({ length: 1_500 }, () => entry("hello second")) });
    await second.save({ readUntilMs: {} });
    await first.change({ put: [entry("hello third")] });
    await first.save({ readUntilMs: {} });
    const again = await onDisk(networkName).open(ALIX);
    expect(await idsFor(again, "first")).toHaveLength(1);
    expect(await idsFor(again, "third")).toHaveLength(1);
    expect(await everythingIn(networkName)).not.toMatch(/second/);
  });

  it.each([
    ["of another version", { format: 0 }],
    ["with a part missing", { segmentKeys: ["gone"] }],
    ["without progress", { progress: undefined }],
    ["with a progress that is none", { progress: { readUntilMs: { "dm:bo": "1" } } }],
  ])("is empty when what was kept is %s", async (_, broken) => {
    const networkName = nextNetwork();
    await kept(networkName, ["hello"]);
    const database = await openDB(`parley-search-${networkName}`);
    const manifest = await database.get("manifests", ALIX);
    await database.put("manifests", { ...manifest, ...broken }, ALIX);
    await expectNothing(networkName);
  });

  it.each([
    ["garbage", () => "garbage"],
    ["cut short", (segment: object) => ({ ...segment, postings: new Uint8Array(1) })],
    ["mixed up", (segment: object) => ({ ...segment, termEnds: new Uint32Array([9, 1]) })],
    ["of too few messages", (segment: object) => ({ ...segment, ids: [] })],
  ])("is empty when a segment is %s", async (_, breakIt) => {
    const networkName = nextNetwork();
    await kept(networkName, ["hello there"]);
    const database = await openDB(`parley-search-${networkName}`);
    const [key] = await database.getAllKeys("segments");
    await database.put("segments", breakIt(await database.get("segments", key ?? "")), key);
    await expectNothing(networkName);
  });

  it("fails everything that waits when its worker breaks", async () => {
    const { worker, breakDown } = silentWorker();
    const opening = messageIndexes("never", () => worker).open(ALIX);
    breakDown("out of memory");
    await expect(opening).rejects.toMatchObject({
      code: "search.failed",
      message: "out of memory",
    });
  });
});

async function expectNothing(networkName: string): Promise<void> {
  const index = await onDisk(networkName).open(ALIX);
  expect(index.progress).toEqual({ readUntilMs: {} });
  expect(await idsFor(index, "hello")).toEqual([]);
  await index.change({ put: [entry("hello anew")] });
  await index.save({ readUntilMs: {} });
  expect(await idsFor(await onDisk(networkName).open(ALIX), "hello")).toHaveLength(1);
}

async function everythingIn(networkName: string): Promise<string> {
  const database = await openDB(`parley-search-${networkName}`);
  const all = [await database.getAll("manifests"), await database.getAll("segments")];
  return JSON.stringify(all);
}

/** A worker's code beside the page: what goes between is cloned as between threads. */
function startNearby(): IndexWorker {
  const serve = serveIndex();
  const listeners = new Set<(event: { data: unknown }) => void>();
  return {
    addEventListener: (kind: string, listener: unknown) => {
      if (kind === "message") listeners.add(listener as never);
    },
    postMessage: (message: unknown) => {
      const { id, ...request } = structuredClone(message) as IndexRequest & { id: number };
      const reply = (data: object) => {
        for (const hear of listeners) hear({ data: structuredClone({ id, ...data }) });
      };
      serve(request as IndexRequest).then(
        (value) => reply({ value }),
        (error: unknown) => reply({ error: packError(toParleyError(error)) }),
      );
    },
    terminate: () => listeners.clear(),
  } as IndexWorker;
}

function silentWorker() {
  let fail: (event: { message: string }) => void = () => undefined;
  const worker = {
    addEventListener: (kind: string, listener: unknown) => {
      if (kind === "error") fail = listener as never;
    },
    postMessage: () => undefined,
    terminate: () => undefined,
  } as unknown as IndexWorker;
  return { worker, breakDown: (message: string) => fail({ message }) };
}
