import { beforeEach, describe, expect, it } from "vitest";
import { FakeWorkerScope } from "@/tests/fakes/fake-worker-scope.ts";
import { type AppFiles, offlineWorker } from "./offline-worker.ts";

const APP: AppFiles = {
  id: "new",
  files: ["/_next/static/chunks/a.js", "/_next/static/media/engine.wasm", "/icons/icon-192.png"],
  lists: ["/", "/archive"],
};
const PAGE = '<script nonce="n1" src="/_next/static/chunks/a.js"></script>';
const OTHER_PAGE = '<script src="/_next/static/chunks/b.js"></script>';

let scope = new FakeWorkerScope();

beforeEach(() => {
  scope = new FakeWorkerScope();
  for (const path of APP.files) scope.serve(path, path);
  scope.serve("/", PAGE, { "content-security-policy": "nonce-n1", "content-encoding": "gzip" });
});

async function installed(): Promise<void> {
  offlineWorker(scope, APP);
  await scope.happen("install");
  await scope.happen("activate");
}

describe("the app that was kept", () => {
  it("opens without its server at every address of the messenger, with the page's own policy", async () => {
    await installed();
    scope.isServerUp = false;
    for (const path of ["/", "/archive", "/dm/0xabc", "/g/01", "/settings/devices"]) {
      const page = await scope.navigate(path);
      expect(await page?.text()).toBe(PAGE);
      expect(page?.headers.get("content-security-policy")).toBe("nonce-n1");
      expect(page?.headers.has("content-encoding")).toBe(false);
    }
    for (const path of APP.files) expect(await (await scope.ask(path))?.text()).toBe(path);
  });

  it("is the page that came last, when it is made of this build's files", async () => {
    await installed();
    const later = PAGE.replace("n1", "n2");
    scope.serve("/dm/0xabc", later, { "content-security-policy": "nonce-n2" });
    expect(await (await scope.navigate("/dm/0xabc"))?.text()).toBe(later);
    scope.serve("/", OTHER_PAGE);
    expect(await (await scope.navigate("/"))?.text()).toBe(OTHER_PAGE);
    scope.isServerUp = false;
    const kept = await scope.navigate("/");
    expect(await kept?.text()).toBe(later);
    expect(kept?.headers.get("content-security-policy")).toBe("nonce-n2");
  });

  it("stands in for a server that fails, or takes too long", async () => {
    await installed();
    scope.serve("/", "sorry", {}, 502);
    expect(await (await scope.navigate("/"))?.text()).toBe(PAGE);
    scope.serve("/", PAGE);
    scope.isServerSlow = true;
    const answer = scope.navigate("/");
    await scope.passTime();
    expect(await (await answer)?.text()).toBe(PAGE);
  });

  it("is nothing when a page of another build was served at the beginning", async () => {
    scope.serve("/", OTHER_PAGE);
    await installed();
    scope.isServerUp = false;
    await expect(scope.navigate("/")).rejects.toThrow();
  });
});

describe("what is not the app", () => {
  it.each([
    ["the API", "/api/session", {}],
    ["another origin", "https://node.example/x", {}],
    ["what is sent", "/_next/static/chunks/a.js", { method: "POST" }],
    ["what the router asks", "/dm/0xabc?_rsc=1", {}],
  ])("is not answered for: %s", async (_, url, init) => {
    await installed();
    expect(await scope.ask(url, init)).toBeUndefined();
  });

  it("is not answered for: a page that is not the messenger's", async () => {
    await installed();
    expect(await scope.navigate("/elsewhere/at/all")).toBeUndefined();
  });
});

describe("another build", () => {
  beforeEach(async () => {
    const old = await scope.caches.open("parley-app old");
    await old.put("/_next/static/chunks/old.js", new Response("old"));
    const unused = await scope.caches.open("parley-app unused");
    await unused.put("/_next/static/chunks/unused.js", new Response("unused"));
    await scope.caches.open("somebody else's");
    scope.locks = ["parley-page /_next/static/chunks/old.js", "parley-client-local"];
  });

  it("is kept for the pages that are made of it, and no longer", async () => {
    await installed();
    expect(await scope.caches.keys()).toEqual([
      "parley-app old",
      "somebody else's",
      "parley-app new",
    ]);
    expect(await (await scope.ask("/_next/static/chunks/old.js"))?.text()).toBe("old");
  });

  it("takes over only when it is told to", async () => {
    await installed();
    expect(scope.hasSkippedWaiting).toBe(false);
    scope.tell("take-over");
    expect(scope.hasSkippedWaiting).toBe(true);
  });
});

it("is sent as text: it stands alone", async () => {
  const run = new Function("self", "app", `(${offlineWorker})(self, app)`);
  run(scope, APP);
  await scope.happen("install");
  scope.isServerUp = false;
  expect(await (await scope.navigate("/"))?.text()).toBe(PAGE);
});
