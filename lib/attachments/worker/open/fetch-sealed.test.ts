import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { importFile } from "@/tests/fakes/unixfs-blocks.ts";
import type { FileSource } from "../../browser/sources.ts";
import { fetchSealed } from "./fetch-sealed.ts";

/** How a server answers; what is asked, and when, by the clock of the test. */
type Serving = (signal: AbortSignal) => Response | Promise<Response>;

const asked: { host: string; atMs: number; init: RequestInit | undefined }[] = [];
const servers = new Map<string, Serving>();

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    const { host } = new URL(url);
    asked.push({ host, atMs: Date.now(), init });
    return servers.get(host)?.(init?.signal as AbortSignal);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  asked.length = 0;
  servers.clear();
});

const CONTENT = Uint8Array.from({ length: 20_000 }, (_, at) => at & 0xff);
const { cid } = await importFile(CONTENT);

const gateway = (name: string): FileSource => ({
  kind: "gateway",
  baseUrl: `https://${name}`,
  cid,
  mayRedirect: false,
});
const plain = (name: string): FileSource => ({ kind: "plain", url: `https://${name}/a` });

const good: Serving = () => new Response(CONTENT);
const silent: Serving = (signal) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
/** Brings parts of so many bytes, one each so many milliseconds, and does not end. */
const trickling =
  (bytes: number, everyMs: number): Serving =>
  (signal) =>
    new Response(
      new ReadableStream({
        start(controller) {
          const timer = setInterval(() => controller.enqueue(new Uint8Array(bytes)), everyMs);
          signal.addEventListener("abort", () => {
            clearInterval(timer);
            controller.error(signal.reason);
          });
        },
      }),
    );

/** Asks, and lets so much time go by. What is hashed takes none: the clock stands still meanwhile. */
async function get(sources: readonly FileSource[], passesMs = 0) {
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const getting = fetchSealed(sources, { ...options, maxBytes: 1_000_000, saidBytes: undefined });
  const ended = Promise.allSettled([getting]);
  await vi.advanceTimersByTimeAsync(passesMs);
  await ended;
  return getting;
}

const times = () => asked.map(({ host, atMs }) => [host, atMs]);
const refused = (code: string) => expect.objectContaining({ code });

describe("asking for sealed bytes", () => {
  it("leaves whoever says nothing after a second, where there is somebody else", async () => {
    servers.set("one", silent).set("two", good);
    const { bytes, from } = await get([gateway("one"), gateway("two")], 1_000);
    expect([bytes, from]).toEqual([CONTENT, "two"]);
    expect(times()).toEqual([
      ["one", 0],
      ["two", 1_000],
    ]);
  });

  it("leaves whoever brings next to nothing after a second", async () => {
    servers.set("one", trickling(10, 50)).set("two", good);
    await get([gateway("one"), gateway("two")], 1_000);
    expect(times()).toEqual([
      ["one", 0],
      ["two", 1_000],
    ]);
  });

  it.each<[string, Serving]>([
    ["lies", () => new Response(CONTENT.toReversed())],
    ["breaks off", () => new Response(CONTENT.subarray(0, 9))],
    ["has nothing", () => new Response("", { status: 404 })],
    ["is broken", () => new Response("", { status: 500 })],
    ["is not there", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("leaves whoever %s at once", async (_, serving) => {
    servers.set("one", serving).set("two", good);
    expect((await get([gateway("one"), gateway("two")])).from).toBe("two");
    expect(times()).toEqual([
      ["one", 0],
      ["two", 0],
    ]);
  });

  it("waits for the only one", async () => {
    servers.set(
      "one",
      (signal) => new Promise((resolve) => setTimeout(resolve, 8_000, good(signal))),
    );
    expect((await get([gateway("one")], 8_000)).bytes).toEqual(CONTENT);
    expect(times()).toEqual([["one", 0]]);
  });
});

describe("a link of another app", () => {
  it("is asked as by a stranger, and not followed elsewhere", async () => {
    servers.set("files.example", good);
    const { bytes, from } = await get([plain("files.example")]);
    expect([bytes, from]).toEqual([CONTENT, "files.example"]);
    expect(asked[0]?.init).toMatchObject({
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
    });
  });

  it.each<[string, Serving, string]>([
    ["has it no more", () => new Response("", { status: 410 }), "attachment.gone"],
    ["says nothing", silent, "attachment.unreachable"],
    ["sends more than is taken", trickling(64_000, 10), "attachment.too-large"],
  ])("fails with a word of its own when its server %s", async (_, serving, code) => {
    servers.set("files.example", serving);
    await expect(get([plain("files.example")], 30_000)).rejects.toEqual(refused(code));
  });

  it("is given up when its server says nothing for twelve seconds", async () => {
    const ended: number[] = [];
    servers.set("files.example", (signal) => {
      signal.addEventListener("abort", () => ended.push(Date.now()));
      return silent(signal);
    });
    await expect(get([plain("files.example")], 30_000)).rejects.toEqual(
      refused("attachment.unreachable"),
    );
    expect(ended[0]).toBe(12_000);
  });
});
