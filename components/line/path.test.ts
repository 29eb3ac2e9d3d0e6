import { describe, expect, it } from "vitest";
import { pathOf } from "./path.ts";

describe("pathOf", () => {
  it("names the host that the browser talks to", () => {
    const [node] = pathOf({ env: "local", apiUrl: "http://localhost:5557" }, { kind: "live" });
    expect(node).toMatchObject({ env: "local", runner: "local", host: "localhost:5557" });
  });

  it.each([
    ["local", "http://127.0.0.1:5557", "local"],
    ["local", "http://192.168.1.7:5557", "unknown"],
    ["dev", "https://api.dev.xmtp.network:5558", "dev"],
    ["production", "https://api.production.xmtp.network:5558", "production"],
    ["production", "https://xmtp.network.evil.example", "unknown"],
  ])("claims of %s at %s that its runner is %s", (env, apiUrl, runner) => {
    expect(pathOf({ env, apiUrl }, { kind: "live" })).toMatchObject([{ runner }]);
  });

  it("prefers the gateway, which is what a decentralised network is reached through", () => {
    const network = { env: "testnet-staging", gatewayUrl: "https://gateway.example" };
    const [node] = pathOf(network, { kind: "connecting" });
    expect(node).toMatchObject({ runner: "testnet", host: "gateway.example" });
  });

  it("shows where the path is broken", () => {
    const broken = { kind: "unreachable", sinceMs: 1, retryAtMs: 2 } as const;
    const [node] = pathOf({ env: "production" }, broken);
    expect(node).toMatchObject({ state: "unreachable" });
    expect(node).not.toHaveProperty("host");
  });
});
