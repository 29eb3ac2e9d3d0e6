import { afterEach, beforeEach, expect, it } from "vitest";
import type { FromHost } from "../core/protocol.ts";
import { type FrameWindow, meetHost } from "./meet-host.ts";

const HOST = "https://dapp.test";

type Posted = { message: { nonce: string }; target: string };

let posted: Posted[];
let target: EventTarget;
let opened: MessagePort[];
const parent = {
  postMessage: (message: Posted["message"], to: string) => posted.push({ message, target: to }),
};

function frame(): FrameWindow {
  return Object.assign(target, { parent }) as unknown as FrameWindow;
}

function newPorts(): [MessagePort, MessagePort] {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  return [port1, port2];
}

type Saying = { source?: unknown; origin?: string; ports?: readonly MessagePort[] };

function answer(data: unknown, from: Saying = {}): void {
  const [, port] = newPorts();
  target.dispatchEvent(
    Object.assign(new Event("message"), {
      data,
      source: parent,
      origin: HOST,
      ports: [port],
      ...from,
    }),
  );
}

const welcome = () => ({
  parley: 1,
  kind: "welcome",
  nonce: posted[0]?.message.nonce,
  canClose: true,
});

beforeEach(() => {
  posted = [];
  opened = [];
  target = new EventTarget();
});
afterEach(() => {
  for (const port of opened) port.close();
});

/** Whether the frame has met somebody by now. */
async function hasMet(meeting: Promise<unknown>): Promise<boolean> {
  const nothing = Symbol();
  return (await Promise.race([meeting, Promise.resolve(nothing)])) !== nothing;
}

it("the page around the frame is greeted by its origin alone, and its answer is the link", async () => {
  const meeting = meetHost(HOST, frame());
  expect(posted).toMatchObject([{ target: HOST, message: { parley: 1, kind: "hello" } }]);
  const [page, port] = newPorts();
  answer(welcome(), { ports: [port] });
  const link = await meeting;
  expect(link).toMatchObject({ origin: HOST, canClose: true });

  const heard = new Promise((resolve) =>
    page.addEventListener("message", ({ data }) => resolve(data)),
  );
  page.start();
  link.say({ kind: "ready" });
  expect(await heard).toEqual({ kind: "ready" });

  const said = new Promise<FromHost>((resolve) => link.onSaid(resolve));
  page.postMessage({ kind: "command", command: { name: "send", text: "not I" } });
  page.postMessage({ kind: "wallet", isThere: true });
  expect(await said).toEqual({ kind: "wallet", isThere: true });
});

it("what is said by a link that was given up is heard no more", async () => {
  const meeting = meetHost(HOST, frame());
  const [page, port] = newPorts();
  answer(welcome(), { ports: [port] });
  const link = await meeting;
  const heard: FromHost[] = [];
  const first = new Promise<void>((resolve) =>
    link.onSaid((said) => {
      heard.push(said);
      resolve();
    }),
  );
  page.postMessage({ kind: "wallet", isThere: true });
  await first;
  const ended = new Promise((resolve) => page.addEventListener("close", resolve));
  page.start();
  link.end();
  await ended;
  page.postMessage({ kind: "wallet", isThere: false });
  await new Promise((resolve) => setTimeout(resolve));
  expect(heard).toEqual([{ kind: "wallet", isThere: true }]);
});

it.each<[string, () => [unknown, Saying]]>([
  ["another origin", () => [welcome(), { origin: "https://evil.test" }]],
  ["another window", () => [welcome(), { source: {} }]],
  ["a frame within the page", () => [welcome(), { source: null }]],
  ["another nonce", () => [{ ...welcome(), nonce: "guessed" }, {}]],
  ["an answer without a port", () => [welcome(), { ports: [] }]],
  ["another protocol", () => [{ ...welcome(), parley: 2 }, {}]],
])("%s is not met", async (_, saying) => {
  const meeting = meetHost(HOST, frame());
  answer(...saying());
  expect(await hasMet(meeting)).toBe(false);
  answer(welcome());
  expect((await meeting).origin).toBe(HOST);
});

it("one answer is one too many when there was one", async () => {
  const meeting = meetHost(HOST, frame());
  const [page, port] = newPorts();
  answer(welcome(), { ports: [port] });
  const [other, otherPort] = newPorts();
  answer(welcome(), { ports: [otherPort] });
  const link = await meeting;
  const heard: unknown[] = [];
  other.addEventListener("message", ({ data }) => heard.push(data));
  other.start();
  const first = new Promise((resolve) => page.addEventListener("message", resolve));
  page.start();
  link.say({ kind: "ready" });
  await first;
  expect(heard).toEqual([]);
});
