import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type HostPage, stubHostPage } from "@/tests/fakes/host-page.ts";

type Parley = ((...told: unknown[]) => unknown) & { q?: unknown[][] };

let page: HostPage;

beforeEach(() => {
  page = stubHostPage();
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The page's tag has loaded; `queue` is what the page had told it until then. */
async function load(dataset: Record<string, string> = {}, queue: unknown[][] = []) {
  class FakeScript {
    src = "https://parley.test/embed.js";
    dataset = dataset;
  }
  const before: Parley = Object.assign(() => undefined, { q: queue });
  const page: { parley: Parley } = { parley: before };
  vi.stubGlobal("HTMLScriptElement", FakeScript);
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", { ...document, currentScript: new FakeScript() });
  await import("./embed-script.ts");
  return (...told: unknown[]) => page.parley(...told);
}

const chats = () => page.body.children.length;
const isOpen = () => page.body.find("dialog")?.open;

it("what was told before is done when the script has loaded, in its order", async () => {
  await load({}, [["open"], ["close"], ["openInbox"]]);
  expect(chats()).toBe(1);
  expect(isOpen()).toBe(true);
});

it("one thing that can't be done is reported, and the rest is done", async () => {
  await load({}, [["dance"], ["on", "open"], ["open"]]);
  expect(isOpen()).toBe(true);
  expect(page.reported.length).toBeGreaterThan(0);
});

it("a place that is not there yet is reported, and the chat is there once it is", async () => {
  const tell = await load({ mode: "inline", target: "#later" }, [["setTheme", "dark"]]);
  expect(chats()).toBe(0);
  expect(page.reported).toHaveLength(2);
  vi.stubGlobal("document", { ...document, querySelector: () => page.body });
  tell("open");
  expect(chats()).toBe(1);
});

it.each(["close", "setTheme", "setLocale", "setAccent", "setWallet", "on", "destroy"])(
  "after its end it is not brought back by %s",
  async (name) => {
    const tell = await load();
    tell("destroy");
    expect(chats()).toBe(0);
    tell(name, undefined, () => undefined);
    expect(chats()).toBe(0);
  },
);

it.each([
  ["open"],
  ["toggle"],
  ["openConversation", "ben.eth"],
  ["openInbox"],
  ["startCall", "ben.eth"],
])("after its end it is brought back by %s", async (...told) => {
  const tell = await load();
  tell("destroy");
  tell(...told);
  expect(chats()).toBe(1);
  expect(isOpen()).toBe(true);
  tell("setTheme", "dark");
  expect(chats()).toBe(1);
});
