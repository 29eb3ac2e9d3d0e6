import { describe, expect, it } from "vitest";
import { createGate } from "@/tests/fakes/gate.ts";
import { createFakeWallets } from "@/tests/fakes/wallets.ts";
import type { Held } from "./session-ports.ts";
import { withWallet } from "./with-wallet.ts";

const OPTION = "com.example.fake";

function begin() {
  const fake = createFakeWallets();
  const held: Held = {};
  const ports = {
    loadWallets: async () => fake.wallets,
    loadContracts: () => Promise.reject(new Error("Nobody asks a chain here")),
  };
  return {
    fake,
    use: <Result>(work: () => Promise<Result>) => withWallet(OPTION, work, { held, ports }),
  };
}

describe("a wallet for a piece of work", () => {
  it("is let go when the work is done, and when it failed", async () => {
    const { fake, use } = begin();
    expect(await use(async () => fake.isConnected)).toBe(true);
    expect(fake.isConnected).toBe(false);
    await expect(use(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(fake.isConnected).toBe(false);
  });

  it("stays for the next piece when one that was given up ends late", async () => {
    const { fake, use } = begin();
    fake.hold();
    const givenUp = use(() => Promise.reject(new Error("given up")));
    const isDone = createGate();
    const next = use(async () => {
      await isDone.opened;
      return fake.isConnected;
    });
    fake.answer();
    await expect(givenUp).rejects.toThrow("given up");
    isDone.open();
    expect(await next).toBe(true);
    expect(fake.isConnected).toBe(false);
  });

  it("is let go when the last one could not have it", async () => {
    const { fake, use } = begin();
    const isDone = createGate();
    const first = use(() => isDone.opened);
    await expect.poll(() => fake.isConnected).toBe(true);
    fake.hold();
    fake.failNext("wallet.rejected");
    const second = use(async () => undefined);
    isDone.open();
    await first;
    fake.answer();
    await expect(second).rejects.toMatchObject({ code: "wallet.rejected" });
    expect(fake.isConnected).toBe(false);
  });
});
