import { describe, expect, it } from "vitest";
import { parseConfig } from "@/lib/config/parse-config.ts";
import { type PublicConfig, publicConfig } from "@/lib/config/public-config.ts";
import { XMTP_ENVS } from "@/lib/config/settings.ts";
import { signerOf } from "../core/signature.ts";
import type { WalletOption } from "../ports.ts";
import { createTestWallets } from "./test-wallets.ts";

function configOf(env: string, extra: Record<string, string> = {}): PublicConfig {
  const gateway = { XMTP_GATEWAY_URL: "https://gateway.example" };
  const needsGateway = env.startsWith("testnet") || env === "mainnet";
  const result = parseConfig({ XMTP_ENV: env, ...(needsGateway && gateway), ...extra });
  if (!result.ok) throw new Error(result.problems.join(" "));
  return publicConfig(result.config);
}

const OTHER_ENVS = XMTP_ENVS.filter((env) => env !== "local");

describe("test wallets", () => {
  it("are Alice, Bob, Carol and Dave, who sign for themselves", async () => {
    const wallets = createTestWallets(configOf("local"));
    let options: readonly WalletOption[] = [];
    wallets.onOptions((told) => {
      options = told;
    });
    expect(options.map(({ name }) => name)).toEqual(["Alice", "Bob", "Carol", "Dave"]);
    for (const { id } of options) {
      const wallet = await wallets.connect(id);
      const signature = await wallet.signMessage({ address: wallet.address, text: "hello" });
      expect(await signerOf("hello", signature)).toBe(wallet.address);
    }
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

  it("are refused on a local network that has them turned off", () => {
    expect(() => createTestWallets({ ...configOf("local"), testWallets: false })).toThrow();
  });
});
