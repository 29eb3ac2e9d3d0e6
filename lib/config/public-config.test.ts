import { describe, expect, it } from "vitest";
import { configOf, SECRET, withSecret } from "@/tests/fakes/config-of.ts";
import { publicConfig } from "./public-config.ts";
import { XMTP_ENVS } from "./settings.ts";

describe("publicConfig", () => {
  it("tells the browser these and no others", () => {
    const config = publicConfig(
      configOf(
        withSecret({
          WALLETCONNECT_PROJECT_ID: "a".repeat(32),
          IPFS_GATEWAY_URLS: "https://ipfs.test/",
          PINNING_SERVICE_URL: "https://pins.test",
          PINNING_SERVICE_TOKEN: "hush",
          DATABASE_URL: "postgres://me:hush@db.test/parley",
          TURN_URLS: "turn:relay.test",
          TURN_SECRET: "hush, nobody knows it",
        }),
      ),
    );
    expect(config.ipfsGatewayUrls).toEqual(["https://ipfs.test"]);
    expect(config.archive).toEqual({
      gatewayUrl: "http://localhost:5560",
      maxFileBytes: 100_000_000,
    });
    expect(Object.keys(config).sort()).toEqual([
      "archive",
      "chains",
      "hasRelay",
      "ipfsGatewayUrls",
      "testWallets",
      "walletConnectProjectId",
      "xmtp",
    ]);
    expect(JSON.stringify(config)).not.toMatch(
      new RegExp(`\\.parley|hush|5559|pins[.]test|relay[.]test|${SECRET}`),
    );
  });

  it.each(XMTP_ENVS)("offers test wallets on the local network only (%s)", (env) => {
    const config = configOf(
      withSecret({ XMTP_ENV: env, XMTP_GATEWAY_URL: "https://gateway.test" }),
    );
    expect(publicConfig(config).testWallets).toBe(env === "local");
  });
});
