import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeElement, type HostPage, stubHostPage } from "@/tests/fakes/host-page.ts";
import type { Command } from "../protocol/from-host.ts";
import { hello } from "../protocol/handshake.ts";
import { mountParley } from "./mount.ts";
import type { ParleyOptions } from "./options.ts";

const URL_OF_PARLEY = "https://parley.test";
const opened: MessagePort[] = [];
let place: FakeElement;
let page: HostPage;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  place = new FakeElement("div");
  page = stubHostPage({ "#place": place });
});
afterEach(() => {
  for (const port of opened.splice(0)) port.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function mount(options: Partial<ParleyOptions> = {}) {
  const chat = mountParley({ url: URL_OF_PARLEY, ...options });
  const find = (name: string) => page.body.find(name) as FakeElement;
  const frame = find("iframe");
  const dialog = find("dialog");
  const obeyed: Command[] = [];
  /** The frame meets its page; gives what it says by the port, and waits until the page has heard it. */
  const meet = () => {
    page.greetFrom(frame, hello("nonce"), URL_OF_PARLEY);
    const port = frame.welcomed.at(-1) as MessagePort;
    opened.push(port);
    return (said: unknown) =>
      new Promise<void>((resolve) => {
        port.onmessage = ({ data }) => {
          if (data.kind === "refusal") resolve();
          if (data.kind === "command") obeyed.push(data.command);
        };
        port.postMessage(said);
        // What is refused after that says that it was heard.
        port.postMessage({ kind: "ask", id: 1, method: "none", params: [] });
      });
  };
  return { chat, frame, dialog, meet, obeyed };
}

const unread = (count: number) => ({ kind: "event", event: { name: "unread", count } });

describe("a frame that does not answer", () => {
  it("is said to be late, and loaded anew when the chat is opened again", async () => {
    const { chat, frame, meet } = mount();
    const errors: string[] = [];
    chat.on("error", ({ code }) => errors.push(code));
    chat.open();
    expect(frame.loads).toBe(1);
    vi.advanceTimersByTime(20_000);
    expect(errors).toEqual(["late"]);
    chat.close();
    chat.open();
    expect(frame.loads).toBe(2);
    vi.advanceTimersByTime(20_000);
    expect(errors).toEqual(["late", "late"]);
    chat.openInbox();
    expect(frame.loads).toBe(3);
    await meet()({ kind: "ready" });
    vi.advanceTimersByTime(60_000);
    chat.close();
    chat.open();
    expect(frame.loads).toBe(3);
    expect(errors).toHaveLength(2);
  });

  it("is not loaded anew while it may still answer, nor when it answered late", async () => {
    const { chat, frame, meet } = mount();
    chat.open();
    vi.advanceTimersByTime(19_999);
    chat.close();
    chat.open();
    expect(frame.loads).toBe(1);
    vi.advanceTimersByTime(1);
    await meet()({ kind: "ready" });
    chat.close();
    chat.open();
    expect(frame.loads).toBe(1);
  });

  it("is loaded anew in an inline panel, which is always open, as well", () => {
    const { chat, frame } = mount({ mode: "inline", target: "#place" });
    expect(frame.loads).toBe(1);
    vi.advanceTimersByTime(20_000);
    chat.open();
    expect(frame.loads).toBe(2);
  });
});

describe("a listener of the page that throws", () => {
  it("is reported, and the others are told all the same", async () => {
    const { chat, meet } = mount();
    const counts: number[] = [];
    const mistake = new Error("of the page");
    chat.on("unread", () => {
      throw mistake;
    });
    chat.on("unread", ({ count }) => counts.push(count));
    chat.open();
    await meet()(unread(2));
    // A frame that is loaded anew is heard, whatever the listeners make of the count that ends with the old one.
    await meet()(unread(3));
    expect(counts).toEqual([2, 0, 3]);
    expect(page.reported).toEqual([mistake, mistake, mistake]);
  });
});

describe("messages that come", () => {
  it("are told of as long as the page listens, to a frame that is loaded anew as well", async () => {
    const { chat, meet, obeyed } = mount();
    const told = () => obeyed.splice(0).filter(({ name }) => name.startsWith("hear"));
    const [first, second] = [() => undefined, () => undefined];
    const plainly = { name: "hearMessages" };
    chat.open();
    const say = meet();
    await say({ kind: "ready" });
    const ends = [
      chat.on("messageReceived", first),
      chat.on("messageReceived", second, { content: true }),
      chat.on("unread", first),
    ];
    ends[0]?.();
    ends[2]?.();
    await say(unread(1));
    expect(told(), "one listens still").toEqual([plainly, { ...plainly, content: true }]);
    ends[1]?.();
    ends[1]?.();
    await say(unread(2));
    expect(told()).toEqual([{ name: "hearNothing" }]);
    await meet()({ kind: "ready" });
    expect(told(), "nobody listens").toEqual([]);
    chat.on("messageReceived", first);
    await meet()({ kind: "ready" });
    expect(told(), "at once, and anew").toEqual([plainly, plainly]);
  });
});

describe("a page that empties itself", () => {
  it("has its button back at once", () => {
    mount();
    page.empty();
    expect(page.body.find("button")?.isConnected).toBe(true);
  });

  it("has the dialog back over it where that was open", () => {
    const { chat, dialog } = mount({ mode: "modal" });
    chat.open();
    page.empty();
    expect(dialog).toMatchObject({ isConnected: true, open: true, isModal: true });
  });

  it("opens the dialog also where nobody saw that it was gone", () => {
    const { chat, dialog } = mount({ mode: "modal" });
    chat.open();
    chat.close();
    page.empty(false);
    chat.open();
    expect(dialog).toMatchObject({ isConnected: true, open: true, isModal: true });
  });
});

describe("an inline panel", () => {
  it("fills its place, and is a region and no dialog", () => {
    const { chat, dialog } = mount({ mode: "inline", target: place as unknown as Element });
    expect(dialog).toBeUndefined();
    expect(place.find("section")?.isConnected).toBe(true);
    chat.close();
    chat.toggle();
    chat.destroy();
    expect(place.find("section")).toBeUndefined();
  });

  it("without its place is an error, and nothing is left in the page", () => {
    expect(() => mount({ mode: "inline", target: "#nowhere" })).toThrow("#nowhere");
    expect(page.body.find("iframe")).toBeUndefined();
  });
});
