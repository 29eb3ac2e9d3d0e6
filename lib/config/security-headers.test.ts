import { describe, expect, it } from "vitest";
import type { PublicConfig } from "./public-config.ts";
import { contentSecurityPolicy, VIEWER_POLICY } from "./security-headers.ts";

const LOCAL: PublicConfig = {
  xmtp: { env: "local", apiUrl: "http://localhost:5557", historyUrl: "http://localhost:5558" },
  chains: [],
  ipfsGatewayUrls: [],
  testWallets: true,
};

function directives(overrides: Partial<PublicConfig> = {}, isDevelopment = false) {
  const config = { ...LOCAL, ...overrides };
  const policy = contentSecurityPolicy({ config, nonce: "bm9uY2U", isDevelopment });
  return Object.fromEntries(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
}

describe("contentSecurityPolicy", () => {
  it("runs scripts with the nonce, and WebAssembly; no inline, no eval", () => {
    expect(directives()["script-src"]).toEqual([
      "'self'",
      "'nonce-bm9uY2U'",
      "'strict-dynamic'",
      "'wasm-unsafe-eval'",
    ]);
    expect(directives()["style-src"]).not.toContain("'unsafe-inline'");
  });

  it("reaches the configured network and nothing else", () => {
    expect(directives()["connect-src"]).toEqual([
      "'self'",
      "http://localhost:5557",
      "http://localhost:5558",
    ]);
  });

  it("names a chain's origin, without the key in its path", () => {
    const chains = [{ chainId: 1, rpcUrl: "https://rpc.test/v2/secret" }];
    expect(directives({ chains })["connect-src"]).toContain("https://rpc.test");
  });

  it("knows WalletConnect only when it is configured", () => {
    expect(directives()["connect-src"]?.join()).not.toContain("walletconnect");
    const walletConnectProjectId = "a".repeat(32);
    expect(directives({ walletConnectProjectId })["connect-src"]).toContain(
      "wss://relay.walletconnect.com",
    );
  });

  it("frames nothing but what this site sends for it, and the frame reaches nobody", () => {
    expect(directives()["frame-src"]).toEqual(["'self'"]);
    expect(VIEWER_POLICY).toContain("default-src 'none'");
    expect(VIEWER_POLICY).toContain("sandbox allow-scripts");
    expect(VIEWER_POLICY).not.toMatch(/connect-src|allow-same-origin|unsafe/);
  });

  it("shows pictures that are here already, and asks no server for one", () => {
    expect(directives({ ipfsGatewayUrls: ["https://ipfs.test"] })["img-src"]).toEqual([
      "'self'",
      "data:",
      "blob:",
    ]);
  });

  it("asks for files in a worker, whose policy is another", () => {
    const archive = { gatewayUrl: "https://files.test", maxFileBytes: 1 };
    const policy = directives({ archive, ipfsGatewayUrls: ["https://ipfs.test"] });
    expect(JSON.stringify(policy)).not.toMatch(/files[.]test|ipfs[.]test/);
  });

  it("lets nobody frame the app, and nothing else in", () => {
    const policy = directives();
    for (const name of ["frame-ancestors", "object-src", "base-uri"]) {
      expect(policy[name]).toEqual(["'none'"]);
    }
  });

  it("lets one site frame one page, and gives that page nothing else", () => {
    const input = { config: LOCAL, nonce: "bm9uY2U", isDevelopment: false };
    const framed = contentSecurityPolicy({ ...input, framedBy: "https://dapp.test" });
    expect(framed.replace("https://dapp.test", "'none'")).toBe(contentSecurityPolicy(input));
    expect(framed).toContain("frame-ancestors https://dapp.test");
  });

  it("allows eval in development only", () => {
    expect(directives({}, true)["script-src"]).toContain("'unsafe-eval'");
  });
});
