import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { SealedFile } from "./attachment.ts";
import { rowState, type Shipment, type ShippedFile, toRemoteFiles } from "./shipment.ts";
import {
  AT_ONCE,
  type Dock,
  EMPTY_DOCK,
  isHeld,
  type ShipmentEffect,
  type ShipmentEvent,
  stepShipments,
} from "./step-shipments.ts";

function file(id: string): ShippedFile {
  const about = { fileName: `${id}.png`, mimeType: "image/png", sizeBytes: 100 };
  return { id, ...about, stage: { kind: "chosen" } };
}

function shipment(key: string, ids: string[]): Shipment {
  const files = ids.map((id) => file(`${key}/${id}`));
  return { key, thread: "dm:bo", startedAtMs: 1, files, isWritten: false };
}

function sealed(id: string): SealedFile {
  const secrets = { contentDigest: "d", secret: "s", salt: "a", nonce: "n" };
  return { key: id, cid: `cid-${id}`, sealedBytes: 120, ...secrets, preview: {} };
}

/** A page, with what it was asked to do. */
class Page {
  dock: Dock;
  readonly effects: ShipmentEffect[] = [];
  nowMs = 0;
  constructor(dock: Dock = EMPTY_DOCK) {
    this.dock = dock;
  }
  feed(...events: ShipmentEvent[]): this {
    for (const event of events) {
      const [dock, effects] = stepShipments(this.dock, event, this.nowMs);
      this.dock = dock;
      this.effects.push(...effects);
    }
    return this;
  }
  seal(key: string, ...ids: string[]): this {
    for (const id of ids) {
      this.feed({ kind: "sealed", key, id: `${key}/${id}`, sealed: sealed(`${key}/${id}`) });
    }
    return this;
  }
  archive(key: string, ...ids: string[]): this {
    for (const id of ids) this.feed({ kind: "archived", key, id: `${key}/${id}` });
    return this;
  }
  refuse(key: string, id: string, reason: ErrorCode): this {
    return this.feed({ kind: "refused", key, id: `${key}/${id}`, reason });
  }
  did(kind: ShipmentEffect["kind"]): string[] {
    return this.effects
      .filter((effect) => effect.kind === kind)
      .map((effect) => {
        if (effect.kind === "seal") return effect.file.id;
        if ("sealed" in effect) return effect.sealed.key;
        if ("id" in effect) return effect.id;
        return "shipment" in effect ? effect.shipment.key : "key" in effect ? effect.key : "";
      });
  }
  stages(key: string): string[] {
    const found = this.dock.shipments.find((each) => each.key === key);
    return found?.files.map(({ stage }) => stage.kind) ?? [];
  }
}

const begun = (key: string, ...ids: string[]): ShipmentEvent => ({
  kind: "begun",
  shipment: shipment(key, ids),
});

describe("shipments", () => {
  it("seals and archives two files at a time, and writes the message when all are there", () => {
    const page = new Page().feed(begun("m", "a", "b", "c"));
    expect(page.did("seal")).toEqual(["m/a", "m/b"]);
    page.seal("m", "a", "b");
    expect(page.stages("m")).toEqual(["uploading", "uploading", "chosen"]);
    page.archive("m", "a").seal("m", "c").archive("m", "b");
    expect(page.did("write")).toEqual([]);
    page.archive("m", "c");
    expect(page.did("write")).toEqual(["m"]);
    expect(
      toRemoteFiles(page.dock.shipments[0] as Shipment, "https://files.example/"),
    ).toMatchObject([
      { url: "https://files.example/ipfs/cid-m/a" },
      {},
      { url: "https://files.example/ipfs/cid-m/c" },
    ]);
  });

  it("keeps what it has on this device until the message has left, then erases it", () => {
    const page = new Page().feed(begun("m", "a"), { kind: "left", key: "m" });
    page.seal("m", "a").archive("m", "a");
    expect(page.did("erase")).toEqual([]);
    page.feed({ kind: "left", key: "m" });
    expect(page.did("erase")).toEqual(["m/a"]);
    expect(page.did("forget")).toEqual(["m"]);
    expect(page.dock.shipments).toEqual([]);
  });

  it("waits while the archive is away, later and later, and goes on from what is sealed", () => {
    const page = new Page().feed(begun("m", "a")).seal("m", "a");
    for (const delayMs of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      page.refuse("m", "a", "archive.unreachable");
      expect(page.stages("m")).toEqual(["sealed"]);
      expect(isHeld(page.dock, page.nowMs)).toBe(true);
      expect(page.dock.retryAtMs).toBe(page.nowMs + delayMs);
      page.nowMs += delayMs;
      page.feed({ kind: "retry-due", atMs: page.nowMs });
      expect(page.stages("m")).toEqual(["uploading"]);
    }
    expect(page.did("seal")).toEqual(["m/a"]);
  });

  it("seals while there is no network, and uploads when it is back", () => {
    const page = new Page().feed({ kind: "online", isOnline: false }, begun("m", "a"));
    page.seal("m", "a");
    expect(page.did("upload")).toEqual([]);
    expect(rowState(page.dock.shipments[0] as Shipment, isHeld(page.dock, 0)).kind).toBe("waiting");
    page.feed({ kind: "online", isOnline: true });
    expect(page.did("upload")).toEqual(["m/a"]);
  });

  it("fails one file with its reason, and retries it from where it stopped", () => {
    const page = new Page().feed(begun("m", "a", "b")).seal("m", "a", "b");
    page.archive("m", "b").refuse("m", "a", "archive.quota");
    expect(rowState(page.dock.shipments[0] as Shipment, false)).toEqual({
      kind: "failed",
      reason: "archive.quota",
    });
    expect(page.did("write")).toEqual([]);
    page.feed({ kind: "retry", key: "m" }).archive("m", "a");
    expect(page.did("seal")).toEqual(["m/a", "m/b"]);
    expect(page.did("write")).toEqual(["m"]);
  });

  it("sends as they are those pictures alone that could not be made bare", () => {
    const page = new Page().feed(begun("m", "a", "b"));
    page.refuse("m", "a", "attachment.not-bare").refuse("m", "b", "attachment.unreadable");
    page.feed({ kind: "send-originals", key: "m" });
    expect(page.did("seal")).toEqual(["m/a", "m/b", "m/a"]);
    const [first, second] = page.dock.shipments[0]?.files ?? [];
    expect(first).toMatchObject({ picture: "original", stage: { kind: "sealing" } });
    expect(second?.stage).toMatchObject({ kind: "failed" });
    page.feed({ kind: "retry", key: "m" });
    expect(page.dock.shipments[0]?.files[1]?.picture).toBeUndefined();
  });

  it("begins anew when the sealed bytes were taken from the device", () => {
    const page = new Page()
      .feed(begun("m", "a"))
      .seal("m", "a")
      .refuse("m", "a", "attachment.gone");
    page.feed({ kind: "retry", key: "m" });
    expect(page.did("seal")).toEqual(["m/a", "m/a"]);
  });

  it("sends the rest when a file is taken out, and leaves nothing of that file", () => {
    const page = new Page()
      .feed(begun("m", "a", "b"))
      .seal("m", "a", "b")
      .archive("m", "b");
    page.feed({ kind: "cancel-file", key: "m", id: "m/a" });
    expect([page.did("stop"), page.did("withdraw"), page.did("erase")]).toEqual([
      ["m/a"],
      ["m/a"],
      ["m/a"],
    ]);
    expect(page.did("write")).toEqual(["m"]);
  });

  it("leaves nothing of a message that is cancelled, here and in the archive", () => {
    const page = new Page()
      .feed(begun("m", "a", "b"))
      .seal("m", "a")
      .archive("m", "a");
    page.feed({ kind: "cancel", key: "m" }).seal("m", "b");
    expect(page.dock.shipments).toEqual([]);
    expect(page.effects).toContainEqual({
      kind: "withdraw",
      sealed: sealed("m/a"),
    });
    expect(page.did("erase")).toEqual(["m/a", "m/b"]);
    expect(page.did("forget")).toEqual(["m"]);
  });

  it("can't be cancelled any more when the outbox has it", () => {
    const page = new Page().feed(begun("m", "a")).seal("m", "a").archive("m", "a");
    page.feed({ kind: "cancel", key: "m" }, { kind: "cancel-file", key: "m", id: "m/a" });
    expect(page.did("withdraw")).toEqual([]);
    expect(page.dock.shipments).toHaveLength(1);
  });

  it("goes on after a reload with what was sealed, and says what was not", () => {
    const before = new Page().feed(begun("m", "a", "b", "c")).seal("m", "a");
    const after = new Page().feed({
      kind: "restored",
      shipment: before.dock.shipments[0] as Shipment,
    });
    expect(after.did("upload")).toEqual(["m/a"]);
    expect(after.stages("m")).toEqual(["uploading", "failed", "failed"]);
    expect(after.dock.shipments[0]?.files[1]?.stage).toMatchObject({
      reason: "attachment.not-ready",
    });
  });

  it("hands a message over again that was written when the page ended: by its key it is the same", () => {
    const before = new Page().feed(begun("m", "a")).seal("m", "a").archive("m", "a");
    const after = new Page().feed({
      kind: "restored",
      shipment: before.dock.shipments[0] as Shipment,
    });
    expect(after.did("write")).toEqual(["m"]);
    expect(after.did("upload")).toEqual([]);
  });
});

const KEYS = ["m", "n", "o"];
const IDS = ["a", "b", "c"];
const REASONS: ErrorCode[] = ["archive.unreachable", "archive.quota", "attachment.gone"];
const ofFile = fc.record({
  key: fc.constantFrom(...KEYS),
  id: fc.constantFrom(...IDS),
});
const anyEvent: fc.Arbitrary<ShipmentEvent> = fc.oneof(
  fc.constantFrom(...KEYS).map((key) => begun(key, ...IDS)),
  ofFile.map(({ key, id }): ShipmentEvent => {
    return { kind: "sealed", key, id: `${key}/${id}`, sealed: sealed(`${key}/${id}`) };
  }),
  ofFile.map(({ key, id }): ShipmentEvent => ({ kind: "archived", key, id: `${key}/${id}` })),
  fc.tuple(ofFile, fc.constantFrom(...REASONS)).map(([{ key, id }, reason]): ShipmentEvent => {
    return { kind: "refused", key, id: `${key}/${id}`, reason };
  }),
  ofFile.map(({ key, id }): ShipmentEvent => ({ kind: "cancel-file", key, id: `${key}/${id}` })),
  fc.constantFrom(...KEYS).map((key): ShipmentEvent => ({ kind: "retry", key })),
  fc.constantFrom(...KEYS).map((key): ShipmentEvent => ({ kind: "cancel", key })),
  fc.boolean().map((isOnline): ShipmentEvent => ({ kind: "online", isOnline })),
);

describe("whatever happens", () => {
  it("two files at most are in hand, and a message is written once, complete, and never after a cancel", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 80 }), (events) => {
        const page = new Page();
        const inHand = new Set<string>();
        const over = new Set<string>();
        for (const event of events) {
          if (event.kind === "begun" && over.has(event.shipment.key)) continue;
          page.effects.length = 0;
          page.feed(event);
          for (const effect of page.effects) {
            if (effect.kind === "seal") inHand.add(effect.file.id);
            if (effect.kind === "upload") inHand.add(effect.id);
            if (effect.kind === "forget") over.add(effect.key);
            if (effect.kind !== "write") continue;
            expect(over.has(effect.shipment.key)).toBe(false);
            expect(effect.shipment.files.every(({ stage }) => stage.kind === "archived")).toBe(
              true,
            );
            over.add(effect.shipment.key);
          }
          const busy = page.dock.shipments
            .flatMap(({ files }) => files)
            .filter(({ stage }) => stage.kind === "sealing" || stage.kind === "uploading");
          expect(busy.length).toBeLessThanOrEqual(AT_ONCE);
          expect(busy.every(({ id }) => inHand.has(id))).toBe(true);
        }
      }),
    );
  });

  it("everything that nobody cancelled arrives once the archive takes it", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const page = new Page().feed(...events, { kind: "online", isOnline: true });
        for (const key of KEYS) page.feed({ kind: "retry", key });
        for (let round = 0; round < 30; round++) {
          for (const { key, files } of page.dock.shipments) {
            for (const { id, stage } of files) {
              if (stage.kind === "sealing")
                page.feed({ kind: "sealed", key, id, sealed: sealed(id) });
              if (stage.kind === "uploading") page.feed({ kind: "archived", key, id });
            }
          }
        }
        expect(page.dock.shipments.every(({ isWritten }) => isWritten)).toBe(true);
      }),
    );
  });
});
