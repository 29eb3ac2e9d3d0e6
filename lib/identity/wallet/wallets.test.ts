import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseConfig } from "@/lib/config/parse-config.ts";
import { publicConfig } from "@/lib/config/public-config.ts";
import type { WalletOption } from "../ports.ts";
import { createWallets } from "./wallets.ts";

const PROJECT_ID = "0123456789abcdef0123456789abcdef";
/** Every network but the local one needs it. */
const SECRET = "0123456789abcdef".repeat(4);

async function walletsFor(environment: Record<string, string>) {
  const result = parseConfig({ PARLEY_SESSION_SECRET: SECRET, ...environment });
  if (!result.ok) throw new Error(result.problems.join(" "));
  return createWallets(publicConfig(result.config));
}

async function optionsFor(environment: Record<string, string>): Promise<readonly WalletOption[]> {
  const wallets = await walletsFor(environment);
  let options: readonly WalletOption[] = [];
  wallets.onOptions((told) => {
    options = told;
  })();
  return options;
}

describe("the ways to sign in", () => {
  beforeEach(() => {
    vi.stubGlobal("window", new EventTarget());
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("are the test wallets on a local network", async () => {
    const options = await optionsFor({ XMTP_ENV: "local" });
    expect(options.map(({ kind }) => kind)).toEqual([
      ...Array(4).fill("test"),
      "test-safe",
      "test-new-safe",
    ]);
  });

  it.each(["dev", "production"])("offer no test wallet on %s", async (env) => {
    expect(await optionsFor({ XMTP_ENV: env })).toEqual([]);
  });

  it("offer WalletConnect only with a project id", async () => {
    const options = await optionsFor({
      XMTP_ENV: "production",
      WALLETCONNECT_PROJECT_ID: PROJECT_ID,
    });
    expect(options).toEqual([
      { id: "walletConnect", name: "WalletConnect", kind: "walletconnect" },
    ]);
  });

  it("can be taken by who knows them, before anybody has listed them", async () => {
    const options = await optionsFor({ XMTP_ENV: "local" });
    const wallets = await walletsFor({ XMTP_ENV: "local" });
    const wallet = await wallets.connect(options[0]?.id ?? "", {});
    expect(wallet.optionId).toBe(options[0]?.id);
    await expect(wallets.connect("none", {})).rejects.toMatchObject({ code: "wallet.unavailable" });
  });

  it("say when WalletConnect's package is not installed", async () => {
    const wallets = await walletsFor({
      XMTP_ENV: "production",
      WALLETCONNECT_PROJECT_ID: PROJECT_ID,
    });
    wallets.onOptions(() => undefined);
    await expect(wallets.connect("walletConnect")).rejects.toMatchObject({
      code: "wallet.not-loaded",
    });
  });
});
