import { beforeEach, describe, expect, it } from "vitest";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Pending } from "@/lib/messaging/core/outbox.ts";
import type { MessageId, OutgoingContent, ThreadKey } from "@/lib/messaging/core/records.ts";
import { FakeFiles } from "@/tests/fakes/fake-files.ts";
import { createTurns } from "@/tests/fakes/fake-turns.ts";
import { memoryShipments } from "@/tests/fakes/memory-stores.ts";
import { createProfile } from "@/tests/fakes/profile.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import type { ShippedFile } from "../core/shipment.ts";
import { createShipping, type FileToShip, type Shipping } from "./ship-files.ts";

const ANA = "a".repeat(64) as InboxId;
const CARO = "c".repeat(64) as InboxId;
const BO: ThreadKey = `dm:${"b".repeat(64)}`;
const KEEPS = { keeps: true, leads: true };

/** A page of Ana's browser. */
type Page = {
  shipping: Shipping;
  rows: readonly Pending[];
  /** How often its rows were given to the timeline. */
  timesShown: number;
  written: { key: string; content: OutgoingContent }[];
  remembered: string[];
  /** The network has it, or somebody gave it up. */
  leave(key: string): void;
  goOffline(): void;
  goOnline(): void;
  /** So often its server does not answer. */
  failServer(times: number): void;
  /** It ends without a word. */
  crash(): void;
};

let host: VirtualHost;
let files: FakeFiles;
let device: ReturnType<typeof memoryShipments>;
let turns: ReturnType<typeof createTurns>;
let profile: ReturnType<typeof createProfile>;

beforeEach(() => {
  host = new VirtualHost();
  files = new FakeFiles();
  device = memoryShipments();
  turns = createTurns();
  profile = createProfile();
});

function openPage(options: { keeps: boolean; leads: boolean } = KEEPS): Page {
  const { takeTurn, crash: giveBack } = turns.openTab();
  const tab = profile.openTab();
  let isOnline = true;
  let isOver = false;
  let failures = 0;
  const reachListeners = new Set<() => void>();
  const leftListeners = new Set<(key: string) => void>();
  const queued = new Set<string>();
  const alive = <Result>(work: Promise<Result>): Promise<Result> =>
    work.then(
      (result) => (isOver ? new Promise<never>(() => {}) : result),
      (thrown: unknown) => (isOver ? new Promise<never>(() => {}) : Promise.reject(thrown)),
    );
  const reach = (next: boolean) => () => {
    isOnline = next;
    for (const listener of reachListeners) listener();
  };
  const page: Page = {
    rows: [],
    timesShown: 0,
    written: [],
    remembered: [],
    leave: (key) => {
      queued.delete(key);
      for (const listener of leftListeners) listener(key);
    },
    goOffline: reach(false),
    goOnline: reach(true),
    failServer: (times) => {
      failures = times;
    },
    crash() {
      isOver = true;
      tab.crash();
      giveBack();
    },
    shipping: createShipping({
      sealing: { seal: (...asked) => alive(files.sealing.seal(...asked)) },
      uploading: {
        upload: (...asked) => alive(files.uploading.upload(...asked)),
        abandon: files.uploading.abandon,
      },
      sealedFiles: files.sealedFiles,
      archive: { remove: async (cid) => void files.archive.delete(cid) },
      ...device,
      takeTurn,
      channel: tab.channel,
      reach: {
        isOnline: () => isOnline,
        onChange: (listener) => {
          reachListeners.add(listener);
          return () => reachListeners.delete(listener);
        },
      },
      openServer: async () => {
        if (!isOnline || failures-- > 0) throw new ParleyError("server.unreachable", "Offline");
      },
      messaging: {
        write: (_, content, key = "") => {
          if (!queued.has(key)) page.written.push({ key, content });
          queued.add(key);
          return key;
        },
        showPreparing: (rows) => {
          page.rows = rows;
          page.timesShown += 1;
        },
        isQueued: (key) => queued.has(key),
        onLeft: (listener) => {
          leftListeners.add(listener);
          return () => leftListeners.delete(listener);
        },
      },
      host,
      remember: (_, blob) => void blob.text().then((text) => page.remembered.push(text)),
      gatewayUrl: "https://archive.test",
    }),
  };
  page.shipping.show(ANA, options);
  return page;
}

function file(text: string, about: Partial<FileToShip> = {}): FileToShip {
  const blob = new Blob([text], { type: "text/plain" });
  return { file: blob, fileName: `${text}.txt`, mimeType: "text/plain", ...about };
}

const cidOf = ({ stage }: ShippedFile) => ("sealed" in stage ? (stage.sealed?.cid ?? []) : []);

function stagesOf({ shipping }: Page): string[][] {
  return shipping.store
    .getState()
    .shipments.map((each) => each.files.map(({ stage }) => stage.kind));
}

describe("a message with files", () => {
  it("shows at once, then is archived, and is written as one message in the order of the choice", async () => {
    const page = openPage();
    const answered = { id: "answered" as MessageId };
    const key = page.shipping.ship(BO, [file("one"), file("two"), file("three")], answered);
    expect(page.rows).toMatchObject([
      { key, thread: BO, state: { kind: "sending" }, content: { type: "reply", to: answered } },
    ]);
    await host.settle();
    expect(page.written).toMatchObject([
      {
        key,
        content: {
          type: "reply",
          to: answered,
          content: {
            type: "attachments",
            files: [{ fileName: "one.txt" }, { fileName: "two.txt" }, { fileName: "three.txt" }],
          },
        },
      },
    ]);
    const texts = [...files.archive.values()].map(({ bytes }) => new TextDecoder().decode(bytes));
    expect(texts.sort()).toEqual(["one", "three", "two"]);
    expect(page.remembered.sort()).toEqual(["one", "three", "two"]);
  });

  it("is at hand afterwards as it was sent: a document, and no picture that was reduced", async () => {
    const page = openPage();
    files.preview = { mimeType: "image/jpeg" };
    page.shipping.ship(BO, [file("photo", { picture: "reduced" })]);
    await host.settle();
    expect(page.remembered).toEqual([]);
    files.preview = { mimeType: "application/pdf" };
    page.shipping.ship(BO, [file("report", { picture: "reduced" })]);
    await host.settle();
    expect(page.remembered).toEqual(["report"]);
  });

  it("stays on this device until the message has left, and not longer", async () => {
    const page = openPage();
    const key = page.shipping.ship(BO, [file("one")]) ?? "";
    await host.settle();
    expect(files.kept.size).toBe(1);
    page.leave(key);
    await host.settle();
    expect(files.kept.size).toBe(0);
    expect(await device.shipments.load(ANA)).toEqual([]);
    expect(await device.names.load(ANA)).toMatchObject([{ fileName: "one.txt" }]);
  });

  it("tells how far each file is, without a new row for every step", async () => {
    const page = openPage();
    const gate = files.hold("upload");
    page.shipping.ship(BO, [file("one")]);
    await host.settle();
    expect(page.shipping.store.getState().shipments[0]?.files[0]?.stage).toMatchObject({
      kind: "uploading",
      fraction: 0.5,
    });
    gate.open();
    await host.settle();
    expect(page.rows).toEqual([]);
    expect(page.timesShown, "begun, and written").toBe(2);
  });

  it("waits while there is no network, and goes by itself when it is back", async () => {
    const page = openPage();
    page.goOffline();
    page.shipping.ship(BO, [file("one")]);
    await host.settle();
    expect(page.rows).toMatchObject([{ state: { kind: "waiting" } }]);
    expect(files.begun).toMatchObject({ seal: 1, upload: 0 });
    page.goOnline();
    await host.settle();
    expect(page.written).toHaveLength(1);
  });

  it("tries again by itself while the archive does not answer", async () => {
    const page = openPage();
    files.failNext("upload", "archive.unreachable");
    files.failNext("upload", "archive.no-node");
    page.shipping.ship(BO, [file("one")]);
    await host.settle();
    expect(page.written).toEqual([]);
    await host.pass(4_000);
    expect(page.written).toHaveLength(1);
    expect(files.begun).toMatchObject({ seal: 1, upload: 3 });
  });

  it("fails with its reason, and goes on from there when somebody says so", async () => {
    const page = openPage();
    files.failNext("upload", "archive.quota");
    const key = page.shipping.ship(BO, [file("one")]) ?? "";
    await host.settle();
    expect(page.rows).toMatchObject([{ state: { kind: "failed", reason: "archive.quota" } }]);
    page.shipping.retry(key);
    await host.settle();
    expect(page.written).toHaveLength(1);
    expect(files.begun.seal).toBe(1);
  });

  it("sends a picture as it is that can't be made bare, when somebody says so", async () => {
    const page = openPage();
    files.failNext("seal", "attachment.not-bare");
    const key = page.shipping.ship(BO, [file("place and time", { picture: "reduced" })]) ?? "";
    await host.settle();
    expect(page.written).toEqual([]);
    page.shipping.sendOriginals(key);
    await host.settle();
    expect(page.written).toHaveLength(1);
    // The page has what was sent, and shows that.
    expect(page.remembered).toHaveLength(1);
    expect(page.shipping.store.getState().shipments[0]?.files).toMatchObject([
      { picture: "original" },
    ]);
  });

  it("leaves nothing behind when it is cancelled half way", async () => {
    const page = openPage();
    const gate = files.hold("upload");
    const key = page.shipping.ship(BO, [file("one"), file("two")]) ?? "";
    await host.settle();
    page.shipping.cancel(key);
    gate.open();
    await host.settle();
    expect(page.rows).toEqual([]);
    expect(page.written).toEqual([]);
    expect([files.kept.size, files.archive.size, files.abandoned.length]).toEqual([0, 0, 2]);
    expect(await device.shipments.load(ANA)).toEqual([]);
  });

  it("takes what was archived of it out of the archive when it is cancelled", async () => {
    const page = openPage();
    files.failNext("upload", "archive.quota");
    const key = page.shipping.ship(BO, [file("one"), file("two")]) ?? "";
    await host.settle();
    expect(stagesOf(page)).toEqual([["failed", "archived"]]);
    page.shipping.cancel(key);
    await host.settle();
    expect(files.archive.size).toBe(0);
  });

  it("takes out of the archive what arrived without an answer", async () => {
    const page = openPage();
    const gate = files.hold("upload");
    const key = page.shipping.ship(BO, [file("one")]) ?? "";
    await host.settle();
    const [cid] = page.shipping.store.getState().shipments[0]?.files.flatMap(cidOf) ?? [];
    files.archive.set(cid ?? "", { bytes: new Uint8Array(3), fileName: "", mimeType: "" });
    page.shipping.cancel(key);
    gate.open();
    await host.settle();
    expect(files.archive.size).toBe(0);
  });

  it("tells the archive when it can, of what was cancelled without a network", async () => {
    const page = openPage();
    files.failNext("upload", "archive.quota");
    const key = page.shipping.ship(BO, [file("one"), file("two")]) ?? "";
    await host.settle();
    page.goOffline();
    page.shipping.cancel(key);
    await host.settle();
    expect(files.archive.size, "it can't know yet").toBe(1);
    page.goOnline();
    await host.settle();
    expect([files.archive.size, await device.withdrawals.load(ANA)]).toEqual([0, []]);
  });

  it("tells it in the next page when this one ends before", async () => {
    const page = openPage();
    files.failNext("upload", "archive.quota");
    const key = page.shipping.ship(BO, [file("one"), file("two")]) ?? "";
    await host.settle();
    page.goOffline();
    page.shipping.cancel(key);
    await host.settle();
    page.crash();
    openPage();
    await host.settle();
    expect([files.archive.size, await device.withdrawals.load(ANA)]).toEqual([0, []]);
  });

  it("goes on telling it while the server does not answer", async () => {
    const page = openPage();
    files.failNext("upload", "archive.quota");
    const key = page.shipping.ship(BO, [file("one"), file("two")]) ?? "";
    await host.settle();
    page.failServer(3);
    page.shipping.cancel(key);
    await host.settle();
    expect(files.archive.size).toBe(1);
    await host.pass(30_000);
    expect([files.archive.size, await device.withdrawals.load(ANA)]).toEqual([0, []]);
  });
});

describe("after the page is gone", () => {
  it("goes on with what was sealed, without sealing it again, in the next one", async () => {
    const page = openPage();
    const gate = files.hold("upload");
    const key = page.shipping.ship(BO, [file("one")]);
    await host.settle();
    page.crash();
    const next = openPage();
    await host.settle();
    expect(next.rows).toMatchObject([{ key }]);
    gate.open();
    await host.settle();
    expect(next.written.map((each) => each.key)).toEqual([key]);
    expect(page.written).toEqual([]);
    expect(files.begun.seal).toBe(1);
  });

  it("says which file was lost, and sends the others once it is taken out", async () => {
    const page = openPage();
    const gate = files.hold("seal");
    const key = page.shipping.ship(BO, [file("one")]) ?? "";
    await host.settle();
    page.crash();
    gate.open();
    const next = openPage();
    await host.settle();
    expect(next.rows).toMatchObject([
      { state: { kind: "failed", reason: "attachment.not-ready" } },
    ]);
    next.shipping.cancel(key);
    await host.settle();
    expect(next.rows).toEqual([]);
    expect(await device.shipments.load(ANA)).toEqual([]);
  });

  it("hands over once more what the outbox perhaps did not get, under the same key", async () => {
    const page = openPage();
    const key = page.shipping.ship(BO, [file("one")]);
    await host.settle();
    page.crash();
    const next = openPage();
    await host.settle();
    expect(next.written.map((each) => each.key)).toEqual([key]);
    expect(next.written).toEqual(page.written);
  });
});

describe("with several accounts", () => {
  it("keeps what another one has not sent, and clears what nobody waits for", async () => {
    const ana = openPage();
    const gate = files.hold("upload");
    ana.shipping.ship(BO, [file("hers")]);
    await host.settle();
    ana.crash();
    gate.open();
    files.kept.set("left over", { bytes: new Uint8Array(), fileName: "", mimeType: "" });
    const page = openPage();
    page.shipping.show(CARO, KEEPS);
    await host.settle();
    expect([...files.kept.values()].map(({ fileName }) => fileName)).toEqual(["hers.txt"]);
    page.shipping.show(ANA, KEEPS);
    await host.settle();
    expect(page.written).toHaveLength(1);
  });
});

describe("with several tabs", () => {
  it("is shown in all, shipped by the one it was sent in, and by the leading one when that is gone", async () => {
    const leader = openPage();
    const writer = openPage({ keeps: true, leads: false });
    const gate = files.hold("upload");
    const key = writer.shipping.ship(BO, [file("one")]);
    await host.settle();
    expect(leader.shipping.store.getState().shipments).toMatchObject([{ key, isElsewhere: true }]);
    expect(leader.rows).toMatchObject([{ key }]);
    expect(files.begun.upload).toBe(1);
    gate.open();
    const stuck = files.hold("upload");
    writer.crash();
    stuck.open();
    await host.settle();
    expect(leader.written.map((each) => each.key)).toEqual([key]);
    expect(writer.written).toEqual([]);
  });

  it("is gone everywhere when it is cancelled where it was sent", async () => {
    const leader = openPage();
    const writer = openPage({ keeps: true, leads: false });
    files.hold("upload");
    const key = writer.shipping.ship(BO, [file("one")]) ?? "";
    await host.settle();
    writer.shipping.cancel(key);
    await host.settle();
    expect(leader.rows).toEqual([]);
  });
});

describe("who leaves nothing on this device", () => {
  it("sends files all the same, and the disk hears nothing of it", async () => {
    const page = openPage({ keeps: false, leads: true });
    page.shipping.ship(BO, [file("one")]);
    await host.settle();
    expect(page.written).toHaveLength(1);
    expect(await device.shipments.load(ANA)).toEqual([]);
    expect(await device.names.load(ANA)).toEqual([]);
  });
});
