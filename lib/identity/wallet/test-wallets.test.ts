import { describe, expect, it } from "vitest";
import { parseConfig } from "@/lib/config/parse-config.ts";
import { type PublicConfig, publicConfig } from "@/lib/config/public-config.ts";
import { XMTP_ENVS } from "@/lib/config/settings.ts";
import { lookAtSignature } from "../core/signature.ts";
import type { WalletOption } from "../ports.ts";
import { createTestWallets } from "./test-wallets.ts";

const KEYS = ["Alice", "Bob", "Carol", "Dave"];

function optionsOf(config: PublicConfig): readonly WalletOption[] {
  let options: readonly WalletOption[] = [];
  createTestWallets(config).onOptions((told) => {
    options = told;
  })();
  return options;
}

function configOf(env: string, extra: Record<string, string> = {}): PublicConfig {
  const gateway = { XMTP_GATEWAY_URL: "https://gateway.example" };
  const needsGateway = env.startsWith("testnet") || env === "mainnet";
  const secret = { PARLEY_SESSION_SECRET: "0123456789abcdef".repeat(4) };
  const result = parseConfig({ XMTP_ENV: env, ...secret, ...(needsGateway && gateway), ...extra });
  if (!result.ok) throw new Error(result.problems.join(" "));
  return publicConfig(result.config);
}

const OTHER_ENVS = XMTP_ENVS.filter((env) => env !== "local");

describe("test wallets", () => {
  it("are Alice, Bob, Carol and Dave, who sign for themselves", async () => {
    const wallets = createTestWallets(configOf("local"));
    const options = optionsOf(configOf("local")).filter(({ kind }) => kind === "test");
    expect(options.map(({ name }) => name)).toEqual(KEYS);
    for (const { id } of options) {
      const wallet = await wallets.connect(id);
      const signature = await wallet.signMessage({ address: wallet.address, text: "hello" });
      expect((await lookAtSignature("hello", signature)).signer).toBe(wallet.address);
    }
  });

  it("are two Safes of theirs besides, where the local chain is", () => {
    const safes = optionsOf(configOf("local")).filter(({ kind }) => kind !== "test");
    expect(safes).toEqual([
      { id: "test:safe", name: "Alice", kind: "test-safe" },
      { id: "test:new-safe", name: "Bob & Carol", kind: "test-new-safe" },
    ]);
    const withoutChain = { ...configOf("local"), chains: [] };
    expect(optionsOf(withoutChain).map(({ name }) => name)).toEqual(KEYS);
  });

  it("stay on the local chain", async () => {
    const safe = await createTestWallets(configOf("local")).connect("test:safe");
    expect(await safe.readChain(safe.address)).toEqual({ chainId: 31_337, isContract: true });
    await safe.switchChain(31_337);
    await expect(safe.switchChain(1)).rejects.toMatchObject({ code: "wallet.no-switch" });
  });

  it("have the addresses that every local chain funds", async () => {
    const alice = await createTestWallets(configOf("local")).connect("test:alice");
    expect(alice.address).toBe("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  });

  it.each(OTHER_ENVS)("can't be had on %s", (env) => {
    const config = configOf(env);
    expect(config.testWallets).toBe(false);
    expect(() => createTestWallets(config)).toThrow("local network only");
  });

  it.each(OTHER_ENVS)("are refused on %s even to a page that claims them", (env) => {
    expect(() => createTestWallets({ ...configOf(env), testWallets: true })).toThrow(
      "local network only",
    );
  });

  it.each([
    { XMTP_API_URL: "https://api.production.xmtp.network:5558" },
    { XMTP_GATEWAY_URL: "https://gateway.example" },
    { XMTP_API_URL: "http://203.0.113.7:5557" },
    { XMTP_API_URL: "http://[2001:db8::1]:5557" },
    { XMTP_API_URL: "http://10.example.org" },
  ])("can't be had on a public network by calling it local: %o", (extra) => {
    const config = configOf("local", extra);
    expect(config.testWallets).toBe(false);
    expect(() => createTestWallets({ ...config, testWallets: true })).toThrow("local network only");
  });

  it.each([
    "http://127.0.0.1:5557",
    "http://[::1]:5557",
    "http://192.168.1.20:5557",
    "http://172.20.0.3:5557",
    "http://node:5557",
    "http://node.localhost:5557",
  ])("can be had on a node of one's own: %s", (url) => {
    expect(configOf("local", { XMTP_API_URL: url }).testWallets).toBe(true);
  });

  it("are refused on a local network that has them turned off", () => {
    expect(() => createTestWallets({ ...configOf("local"), testWallets: false })).toThrow();
  });
});
