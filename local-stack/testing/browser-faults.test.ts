import { describe, expect, it, vi } from "vitest";
import { FAULTS_HEADER } from "../faults/core/header-faults.ts";
import { faultsInBrowser, type RoutedBrowser } from "./browser-faults.ts";

const URL = "http://127.0.0.1:5557";

/** What leaves a browser whose requests pass the handlers that are there. */
function fakeBrowser() {
  const handlers = new Set<Parameters<RoutedBrowser["route"]>[1]>();
  const browser: RoutedBrowser = {
    route: vi.fn(async (_, handler) => handlers.add(handler)),
    unroute: vi.fn(async (_, handler) => handlers.delete(handler)),
  };
  const ask = async () => {
    let headers: Record<string, string> = { "x-grpc-web": "1" };
    const fallback = async (changed: { headers: Record<string, string> }) => {
      headers = changed.headers;
    };
    for (const handler of handlers)
      await handler({ request: () => ({ headers: () => headers }), fallback });
    return headers;
  };
  return { browser, ask };
}

describe("faults of one browser", () => {
  it("are asked for by each of its requests to the node, by an id of their own, until they end", async () => {
    const [ana, ben] = [fakeBrowser(), fakeBrowser()];
    const clear = await faultsInBrowser(ana.browser, URL, "cut times=1");
    await faultsInBrowser(ben.browser, URL, "cut times=1");
    expect(ana.browser.route).toHaveBeenCalledWith(`${URL}/**`, expect.anything());
    const [asAna, asBen] = [await ana.ask(), await ben.ask()];
    expect(asAna).toMatchObject({ "x-grpc-web": "1", [FAULTS_HEADER]: await headerOf(ana) });
    expect(asAna[FAULTS_HEADER]).toMatch(/^id=[-\w]+; cut times=1$/);
    expect(asAna[FAULTS_HEADER]).not.toBe(asBen[FAULTS_HEADER]);
    await clear();
    expect(await ana.ask()).toEqual({ "x-grpc-web": "1" });
  });

  it.each([
    ["that are none", "cutt", "There is no fault cutt."],
    ["that would meet everybody", "restart", "restart cannot be asked for by a request."],
  ])("are refused, %s, before anything is routed", async (_, faults, sentence) => {
    const { browser } = fakeBrowser();
    await expect(faultsInBrowser(browser, URL, faults)).rejects.toThrow(sentence);
    expect(browser.route).not.toHaveBeenCalled();
  });
});

const headerOf = async ({ ask }: ReturnType<typeof fakeBrowser>) => (await ask())[FAULTS_HEADER];
