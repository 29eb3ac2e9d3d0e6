import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hello } from "../protocol/handshake.ts";
import { greetFrame } from "./greet-frame.ts";

const PARLEY = "https://parley.test";
const NONCE = "6f1c6a1e-5d0b-4c52-9a0e-3b1f0c4d2e77";

type Posted = { message: unknown; target: string; ports: readonly MessagePort[] };

let page: EventTarget;
let posted: Posted[];
let ports: MessagePort[];
let end: () => void;

const frameWindow = {
  postMessage: (message: unknown, target: string, given: readonly MessagePort[]) =>
    posted.push({ message, target, ports: given }),
};

function say(data: unknown, from: { source?: unknown; origin?: string } = {}): void {
  const event = Object.assign(new Event("message"), {
    data,
    source: frameWindow,
    origin: PARLEY,
    ...from,
  });
  page.dispatchEvent(event);
}

beforeEach(() => {
  page = new EventTarget();
  posted = [];
  ports = [];
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  const frame = { contentWindow: frameWindow } as unknown as HTMLIFrameElement;
  end = greetFrame(frame, { origin: PARLEY, canClose: true }, (port) => ports.push(port));
});

afterEach(() => {
  for (const port of [...ports, ...posted.flatMap((each) => each.ports)]) port.close();
  vi.unstubAllGlobals();
});

it("the frame's greeting is answered to its very origin, with a port", () => {
  say(hello(NONCE));
  expect(posted).toHaveLength(1);
  expect(posted[0]).toMatchObject({
    target: PARLEY,
    message: { parley: 1, kind: "welcome", nonce: NONCE, canClose: true },
  });
  expect(posted[0]?.ports).toHaveLength(1);
  expect(ports).toHaveLength(1);
});

it.each([
  ["another window of the same origin", { source: { postMessage: () => undefined } }],
  ["no window at all", { source: null }],
  ["the frame, gone to another site", { origin: "https://parley.test.evil.example" }],
  ["an origin that none may have", { origin: "null" }],
])("%s gets no answer", (_, from) => {
  say(hello(NONCE), from);
  expect(posted).toEqual([]);
  expect(ports).toEqual([]);
});

it("what is no greeting gets no answer", () => {
  for (const data of [
    undefined,
    "hello",
    { kind: "hello" },
    { parley: 9, kind: "hello", nonce: NONCE },
  ])
    say(data);
  expect(posted).toEqual([]);
});

it("a frame that is loaded anew gets another port", () => {
  say(hello(NONCE));
  say(hello("another"));
  expect(ports).toHaveLength(2);
  expect(ports[0]).not.toBe(ports[1]);
});

it("nobody gets one after the end", () => {
  end();
  say(hello(NONCE));
  expect(posted).toEqual([]);
});
