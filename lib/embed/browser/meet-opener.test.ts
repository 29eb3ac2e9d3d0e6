import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { handover, LEFT } from "../core/handover.ts";
import { meetOpener, type OpenedWindow } from "./meet-opener.ts";

const HOST = "https://dapp.test";
const OWN = "https://parley.test";

type Posted = { message: { kind: string; nonce: string }; target: string };

let posted: Posted[];
let target: EventTarget;
let ports: MessagePort[];
const opener = {
  closed: false,
  postMessage: (message: Posted["message"], to: string) => posted.push({ message, target: to }),
};

const opened = () =>
  Object.assign(target, { opener, location: { origin: OWN } }) as unknown as OpenedWindow;

type Saying = { source?: unknown; origin?: string; ports?: readonly MessagePort[] };

function say(data: unknown, from: Saying = {}): void {
  target.dispatchEvent(
    Object.assign(new Event("message"), { data, source: opener, origin: OWN, ports: [], ...from }),
  );
}

function newPorts(): [MessagePort, MessagePort] {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return [port1, port2];
}

const answer = () => handover(posted[0]?.message.nonce ?? "", { named: ["ben.eth"] });

beforeEach(() => {
  vi.useFakeTimers();
  posted = [];
  ports = [];
  target = new EventTarget();
  opener.closed = false;
});
afterEach(() => {
  vi.useRealTimers();
  for (const port of ports) port.close();
});

async function hasMet(meeting: Promise<unknown>): Promise<boolean> {
  const nothing = Symbol();
  return (await Promise.race([meeting, Promise.resolve(nothing)])) !== nothing;
}

it("who opened it is greeted by Parley's own origin alone, and hands over the page", async () => {
  const meeting = meetOpener(HOST, opened());
  expect(posted).toMatchObject([{ target: OWN, message: { parley: 1, kind: "hello" } }]);
  const [page, port] = newPorts();
  say(answer(), { ports: [port] });
  const link = await meeting;
  expect(link).toMatchObject({ origin: HOST, canClose: false, heard: { named: ["ben.eth"] } });
  const heard = new Promise((resolve) =>
    page.addEventListener("message", ({ data }) => resolve(data)),
  );
  page.start();
  link.say({ kind: "ready" });
  expect(await heard).toEqual({ kind: "ready" });
});

it.each<[string, () => [unknown, Saying]]>([
  ["a page of another origin that opened it", () => [answer(), { origin: "https://evil.test" }]],
  ["the page that it is to be of", () => [answer(), { origin: HOST }]],
  ["another window", () => [answer(), { source: {} }]],
  ["an answer to another greeting", () => [handover("guessed", { named: [] }), {}]],
  ["an answer without a port", () => [answer(), { ports: [] }]],
])("%s hands over nothing", async (_, saying) => {
  const meeting = meetOpener(HOST, opened());
  const [data, from] = saying();
  const [, port] = newPorts();
  say(data, { ports: [port], ...from });
  expect(await hasMet(meeting)).toBe(false);
});

async function met() {
  const meeting = meetOpener(HOST, opened());
  const [, port] = newPorts();
  say(answer(), { ports: [port] });
  const link = await meeting;
  const onLeft = vi.fn();
  link.onLeft?.(onLeft);
  return onLeft;
}

it("hears once that the frame is gone, from that frame alone", async () => {
  const onLeft = await met();
  say(LEFT, { origin: HOST });
  say(LEFT, { source: {} });
  expect(onLeft).not.toHaveBeenCalled();
  say(LEFT);
  say(LEFT);
  expect(onLeft).toHaveBeenCalledOnce();
});

it("finds that the frame is gone when that could not say so", async () => {
  const onLeft = await met();
  vi.advanceTimersByTime(60_000);
  expect(onLeft).not.toHaveBeenCalled();
  opener.closed = true;
  vi.advanceTimersByTime(1_000);
  expect(onLeft).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(onLeft).toHaveBeenCalledOnce();
});

it("says when it goes away itself", async () => {
  await met();
  target.dispatchEvent(new Event("pagehide"));
  expect(posted.at(-1)).toEqual({ message: LEFT, target: OWN });
});
