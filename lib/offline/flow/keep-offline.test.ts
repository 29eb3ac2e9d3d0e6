import { describe, expect, it } from "vitest";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import type { KeptApp } from "../ports.ts";
import { createOffline, LOOK_EVERY_MS } from "./keep-offline.ts";

class FakeApp implements KeptApp {
  keptTimes = 0;
  looks = 0;
  isUsed = false;
  readonly #listeners = new Set<() => void>();

  keep = async () => {
    this.keptTimes += 1;
  };
  look = async () => {
    this.looks += 1;
    throw new TypeError("Failed to fetch");
  };
  onNewer = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  useNewer = () => {
    this.isUsed = true;
  };

  become(): void {
    for (const listener of this.#listeners) listener();
  }
}

describe("the app on this device", () => {
  it("is kept once somebody is signed in, and looked after from then on", async () => {
    const [app, host] = [new FakeApp(), new VirtualHost()];
    const offline = createOffline({ app, host });
    await host.pass(2 * LOOK_EVERY_MS);
    expect([app.keptTimes, app.looks]).toEqual([0, 0]);
    offline.keep();
    offline.keep();
    expect(app.keptTimes).toBe(1);
    await host.pass(2 * LOOK_EVERY_MS);
    expect(app.looks).toBe(2);
    host.wake();
    expect(app.looks).toBe(3);
  });

  it("tells of a newer one, which waits until it is wanted", () => {
    const [app, host] = [new FakeApp(), new VirtualHost()];
    const offline = createOffline({ app, host });
    offline.keep();
    app.become();
    expect(offline.store.getState().hasNewer).toBe(true);
    offline.later();
    expect(offline.store.getState().hasNewer).toBe(false);
    expect(app.isUsed).toBe(false);
    offline.useNewer();
    expect(app.isUsed).toBe(true);
  });
});
