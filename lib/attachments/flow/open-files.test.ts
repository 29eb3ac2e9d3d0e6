import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import { createPreferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { FakeFiles } from "@/tests/fakes/fake-files.ts";
import { memoryPreferences } from "@/tests/fakes/memory-stores.ts";
import { createProfile } from "@/tests/fakes/profile.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { UNASKED_BYTES, UNASKED_FILES } from "../core/loading.ts";
import { createOpenFiles, type OpenFiles, type PlacedFile } from "./open-files.ts";

const ME = "a".repeat(64) as InboxId;

let host: VirtualHost;
let files: FakeFiles;
let preferences: ReturnType<typeof createPreferences>;
let openFiles: OpenFiles;
let urls: Set<string>;

beforeEach(async () => {
  host = new VirtualHost();
  files = new FakeFiles();
  urls = new Set();
  preferences = createPreferences({
    preferenceStore: memoryPreferences(),
    host,
    channel: createProfile().openTab().channel,
  });
  preferences.show(ME, { keeps: true });
  openFiles = createOpenFiles({
    loadOpening: async () => files.opening,
    readInline: async (id) => (id === "gone" ? undefined : new TextEncoder().encode("inside")),
    preferences,
    urls: {
      create: (blob) => {
        const url = `blob:${blob.type}:${urls.size}`;
        urls.add(url);
        return url;
      },
      revoke: (url) => void urls.delete(url),
    },
    host,
    budgetBytes: 250,
  });
  openFiles.show(ME);
  await host.settle();
});
afterEach(() => openFiles.show(undefined));

let count = 0;
/** A file that somebody archived and sent. */
function placed(
  options: {
    isTrusted?: boolean;
    mimeType?: string;
    sizeBytes?: number;
    host?: string;
    index?: number;
  } = {},
): PlacedFile {
  const { isTrusted = true, mimeType = "image/png", sizeBytes = 100, index = 0 } = options;
  const cid = `bafk${count++}`;
  const bytes = new Uint8Array(100);
  files.archive.set(cid, { bytes, fileName: `${cid}.png`, mimeType });
  const contentDigest = cid.padEnd(64, "0");
  return {
    key: contentDigest,
    messageId: "message" as MessageId,
    index,
    isTrusted,
    file: {
      kind: "remote",
      url: options.host ? `https://${options.host}/${cid}` : files.urlOf(cid),
      contentDigest,
      secret: "1b".repeat(32),
      salt: "2c".repeat(32),
      nonce: "3d".repeat(12),
      sealedBytes: sizeBytes,
      preview: { mimeType, sizeBytes },
    },
  };
}

const stateOf = ({ key }: PlacedFile) => openFiles.store.getState().files.get(key);
const kindOf = (file: PlacedFile) => stateOf(file)?.kind ?? "waiting";

describe("files that are seen", () => {
  it("are loaded of whom one talks with, when their row stays, and never of a stranger", async () => {
    const [theirs, stranger] = [placed(), placed({ isTrusted: false })];
    openFiles.watch(theirs);
    openFiles.watch(stranger);
    expect(files.begun.open, "who scrolls past").toBe(0);
    await host.pass(200);
    expect(stateOf(theirs)).toMatchObject({ kind: "opened", opened: { from: "archive.test" } });
    expect(kindOf(stranger)).toBe("waiting");
    expect(files.begun.open).toBe(1);
    openFiles.open(stranger);
    await host.settle();
    expect(kindOf(stranger)).toBe("opened");
  });

  it("are left alone when somebody scrolls past, and given up when their row is gone", async () => {
    const [passed, left] = [placed(), placed()];
    openFiles.watch(passed)();
    const leave = openFiles.watch(left);
    const gate = files.hold("open");
    await host.pass(200);
    expect(stateOf(left)).toEqual({ kind: "loading", fraction: 0.5 });
    leave();
    gate.open();
    await host.settle();
    expect([kindOf(passed), kindOf(left)]).toEqual(["waiting", "waiting"]);
    expect(files.begun.open).toBe(1);
  });

  it("wait for a press when they are large, of no known size, or documents", async () => {
    const waiting = [
      placed({ sizeBytes: UNASKED_BYTES + 1 }),
      placed({ mimeType: "application/pdf" }),
      { ...placed(), file: { ...placed().file, sealedBytes: undefined, preview: undefined } },
    ] as PlacedFile[];
    for (const file of waiting) openFiles.watch(file);
    await host.pass(1_000);
    expect(waiting.map(kindOf)).toEqual(["waiting", "waiting", "waiting"]);
    expect(files.begun.open).toBe(0);
  });

  it("wait for a press, without another word, when they are larger than was said", async () => {
    const limits: unknown[] = [];
    const { open } = files.opening;
    files.opening.open = (file, options) => {
      limits.push(options?.maxBytes);
      return open(file, options);
    };
    const file = placed({ sizeBytes: 1_000 });
    files.failNext("open", "attachment.too-large");
    const leave = openFiles.watch(file);
    await host.pass(200);
    expect(kindOf(file)).toBe("waiting");
    leave();
    openFiles.watch(file);
    await host.pass(200);
    expect(files.begun.open, "seen again").toBe(1);
    openFiles.open(file);
    await host.settle();
    expect(kindOf(file)).toBe("opened");
    expect(limits).toEqual([UNASKED_BYTES, undefined]);
  });

  it("are loaded as far as they are the first of their message", async () => {
    const [last, next] = [placed({ index: UNASKED_FILES - 1 }), placed({ index: UNASKED_FILES })];
    for (const file of [last, next]) openFiles.watch(file);
    await host.pass(200);
    expect([last, next].map(kindOf)).toEqual(["opened", "waiting"]);
  });

  it("are not loaded for who wants nothing loaded, and at once for who changes their mind", async () => {
    preferences.settle("loadsFiles", "never");
    const file = placed();
    openFiles.watch(file);
    await host.pass(200);
    expect(kindOf(file)).toBe("waiting");
    preferences.settle("loadsFiles", "contacts");
    await host.settle();
    expect(kindOf(file)).toBe("opened");
  });

  it("come from one's own gateways alone where that was settled, from others on a press", async () => {
    preferences.settle("loadsFiles", "own-gateways");
    const asked: unknown[] = [];
    const { open, sourcesOf } = files.opening;
    files.opening.sourcesOf = (file, options) =>
      options?.ownGatewaysOnly && !file.url.includes("archive.test") ? [] : sourcesOf(file);
    files.opening.open = (file, options) => {
      asked.push(options?.ownGatewaysOnly);
      return open(file, options);
    };
    const [own, elsewhere] = [placed(), placed({ host: "files.example" })];
    for (const file of [own, elsewhere]) openFiles.watch(file);
    await host.pass(200);
    expect([kindOf(own), kindOf(elsewhere)]).toEqual(["opened", "waiting"]);
    openFiles.open(elsewhere);
    await host.settle();
    expect(kindOf(elsewhere)).toBe("opened");
    expect(asked).toEqual([true, false]);
    expect(await openFiles.sourcesOf(elsewhere.file)).toEqual(["archive.test", "files.example"]);
  });

  it("come a few at a time, and what is pressed for before the rest", async () => {
    const gate = files.hold("open");
    const many = Array.from({ length: 5 }, () => placed());
    const pressed = placed({ isTrusted: false });
    for (const file of many) openFiles.watch(file);
    await host.pass(200);
    openFiles.open(pressed);
    await host.settle();
    expect(files.begun.open).toBe(3);
    const order: string[] = [];
    openFiles.store.subscribe(({ files: now }) => {
      for (const [key, { kind }] of now)
        if (kind === "opened" && !order.includes(key)) order.push(key);
    });
    gate.open();
    await host.settle();
    expect(order.indexOf(pressed.key)).toBe(3);
    expect(many.map(kindOf)).toEqual(Array(5).fill("opened"));
  });
});

describe("files that are opened", () => {
  it("say why they did not open, and can be tried again", async () => {
    const file = placed({ isTrusted: false });
    files.failNext("open", "attachment.forged");
    openFiles.open(file);
    await host.settle();
    expect(stateOf(file)).toEqual({ kind: "failed", code: "attachment.forged" });
    openFiles.open(file);
    await host.settle();
    expect(kindOf(file)).toBe("opened");
  });

  it("can be given up while they come", async () => {
    const file = placed({ isTrusted: false });
    files.hold("open");
    openFiles.open(file);
    await host.settle();
    openFiles.cancel(file.key);
    await host.settle();
    expect(kindOf(file)).toBe("waiting");
  });

  it("are let go when there are too many, but not from the screen", async () => {
    const [first, second, third] = [placed(), placed(), placed()];
    openFiles.watch(first);
    const leave = openFiles.watch(second);
    openFiles.watch(third);
    await host.pass(200);
    expect([first, second, third].map(kindOf), "all are seen").toEqual(Array(3).fill("opened"));
    leave();
    expect([first, second, third].map(kindOf)).toEqual(["opened", "waiting", "opened"]);
    expect(urls.size, "addresses of what is gone are given back").toBe(2);
  });

  it("are forgotten with the account", async () => {
    const file = placed();
    openFiles.open(file);
    await host.settle();
    openFiles.show("b".repeat(64) as InboxId);
    expect(openFiles.store.getState().files.size).toBe(0);
    expect(urls.size).toBe(0);
  });

  it("are not fetched when this device has just sent them", async () => {
    const file = placed();
    if (file.file.kind !== "remote") throw new Error("not a remote file");
    await openFiles.remember(file.file, new Blob(["sent"]));
    openFiles.watch(file);
    await host.pass(200);
    expect(kindOf(file)).toBe("opened");
    expect(files.begun.open).toBe(0);
  });

  it("come out of their message when they are in it, by what they are", async () => {
    const inside = (messageId: string): PlacedFile => ({
      key: `${messageId}/0`,
      messageId: messageId as MessageId,
      index: 0,
      isTrusted: true,
      file: { kind: "inline", mimeType: "image/png", sizeBytes: 6, fileName: "a.png" },
    });
    openFiles.watch(inside("here"));
    openFiles.watch(inside("gone"));
    await host.pass(200);
    expect(stateOf(inside("here"))).toMatchObject({
      kind: "opened",
      opened: { mimeType: "text/plain", saidMimeType: "image/png" },
    });
    expect(stateOf(inside("gone"))).toEqual({ kind: "failed", code: "attachment.gone" });
    expect(files.begun.open).toBe(0);
  });

  it("have an address of no kind that could run, whatever they are", async () => {
    const drawing = placed({ mimeType: "image/svg+xml" });
    openFiles.open(drawing);
    await host.settle();
    expect(stateOf(drawing)).toMatchObject({ url: expect.stringContaining("octet-stream") });
  });
});
