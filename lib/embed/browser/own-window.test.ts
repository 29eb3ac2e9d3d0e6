import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hello } from "../core/protocol.ts";
import { type OpeningFrame, ownWindows } from "./own-window.ts";

const HOST = "https://dapp.test";
const OWN = "https://parley.test";
const PATH = "/embed/window?host=https%3A%2F%2Fdapp.test";

type Posted = { message: { kind: string; nonce: string }; target: string; ports?: MessagePort[] };

let toPage: Posted[];
let toWindow: Posted[];
let frame: EventTarget;
let opening: unknown[][];
let given: MessagePort[];
const opened = {
  closed: false,
  focus: vi.fn(),
  close: vi.fn(),
  postMessage: (message: Posted["message"], target: string, ports?: MessagePort[]) =>
    toWindow.push({ message, target, ...(ports && { ports }) }),
};
const page = {
  postMessage: (message: Posted["message"], target: string) => {
    toPage.push({ message, target });
    const { port1, port2 } = new MessageChannel();
    given.push(port1, port2);
    // As the loader does: each greeting has an answer, with a port of its own.
    say({ parley: 1, kind: "welcome", nonce: message.nonce, canClose: true }, page, HOST, [port2]);
  },
};

function say(data: unknown, source: unknown, origin: string, ports: MessagePort[] = []): void {
  frame.dispatchEvent(Object.assign(new Event("message"), { data, source, origin, ports }));
}

function open(isAllowed = true) {
  const onLeft = vi.fn();
  const target = Object.assign(frame, {
    parent: page,
    location: { origin: OWN },
    open: (...asked: unknown[]) => {
      opening.push(asked);
      return isAllowed ? opened : null;
    },
  }) as unknown as OpeningFrame;
  const own = ownWindows(HOST, target)(PATH, { heard: () => ({ named: ["ben.eth"] }), onLeft });
  return { own, onLeft };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  [toPage, toWindow, opening, given] = [[], [], [], []];
  frame = new EventTarget();
  opened.closed = false;
});
afterEach(() => {
  vi.useRealTimers();
  for (const port of given) port.close();
});

it("the window has no name by which the page could find it, and nothing is said before it greets", async () => {
  open();
  await settle();
  expect(opening).toEqual([[PATH, "_blank", expect.stringContaining("popup")]]);
  expect([toPage, toWindow]).toEqual([[], []]);
});

it("a window that greets gets the page: by a port of its own, at Parley's own origin", async () => {
  open();
  say(hello("w1"), opened, OWN);
  await settle();
  expect(toPage).toMatchObject([{ target: HOST, message: { kind: "hello" } }]);
  expect(toWindow).toEqual([
    {
      target: OWN,
      message: { parley: 1, kind: "handover", nonce: "w1", heard: { named: ["ben.eth"] } },
      ports: [given[1]],
    },
  ]);
});

it.each<[string, unknown, unknown, string]>([
  ["another window", hello("w1"), {}, OWN],
  ["a window that went to another site", hello("w1"), opened, "https://evil.test"],
  ["what is no greeting", { kind: "hello" }, opened, OWN],
])("%s gets nothing", async (_, data, source, origin) => {
  open();
  say(data, source, origin);
  await settle();
  expect([toPage, toWindow]).toEqual([[], []]);
});

it("a window that is closed is gone, and is told nothing more", async () => {
  const { onLeft } = open();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onLeft).not.toHaveBeenCalled();
  opened.closed = true;
  await vi.advanceTimersByTimeAsync(500);
  expect(onLeft).toHaveBeenCalledOnce();
  say(hello("w1"), opened, OWN);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(toWindow).toEqual([]);
  expect(onLeft).toHaveBeenCalledOnce();
});

it("a window that is loaded anew gets the page again; one that goes to another site is gone", async () => {
  const { onLeft } = open();
  const left = { parley: 1, kind: "left" };
  say(left, opened, OWN);
  await vi.advanceTimersByTimeAsync(2_000);
  say(hello("w2"), opened, OWN);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onLeft).not.toHaveBeenCalled();
  expect(toWindow).toHaveLength(1);
  say(left, opened, OWN);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onLeft).toHaveBeenCalledOnce();
});

it("a frame that goes away says so to its window", () => {
  open();
  frame.dispatchEvent(new Event("pagehide"));
  expect(toWindow).toEqual([{ target: OWN, message: { parley: 1, kind: "left" } }]);
});

it("is nothing where the browser opens none", () => {
  expect(open(false).own).toBeUndefined();
});
