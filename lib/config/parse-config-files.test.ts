import { describe, expect, it } from "vitest";
import { configOf, NODE, problemsOf, withSecret } from "@/tests/fakes/config-of.ts";

describe("parseConfig, of files", () => {
  it("archives on the node that comes with the local network, unless told otherwise", () => {
    const local = configOf({ PARLEY_IPFS_RPC_PORT: "7559", PARLEY_IPFS_GATEWAY_PORT: "7560" });
    expect(local.startsLocalIpfs).toBe(true);
    expect(local.archive).toEqual({
      rpcUrl: "http://localhost:7559",
      gatewayUrl: "http://localhost:7560",
      quotaBytes: 1_000_000_000,
      maxFileBytes: 100_000_000,
    });
    const named = configOf({ ...NODE, ARCHIVE_QUOTA_MB: "20", ARCHIVE_MAX_FILE_MB: "20" });
    expect(named.startsLocalStack).toBe(true);
    expect(named.startsLocalIpfs).toBe(false);
    expect(named.archive).toMatchObject({
      rpcUrl: "http://kubo.test:5001",
      gatewayUrl: "https://files.test",
      quotaBytes: 20_000_000,
      maxFileBytes: 20_000_000,
    });
  });

  it("archives nothing where no node is: on another network, unless one is named", () => {
    expect(configOf(withSecret({ XMTP_ENV: "dev" })).archive).toBeUndefined();
    expect(configOf({ XMTP_API_URL: "http://node.test" }).archive).toBeUndefined();
    const { archive } = configOf(withSecret({ XMTP_ENV: "dev", ...NODE }));
    expect(archive?.gatewayUrl).toBe("https://files.test");
  });

  it("keeps another copy with a service, by a token", () => {
    const service = { PINNING_SERVICE_URL: "https://pins.test/v1", PINNING_SERVICE_TOKEN: "t" };
    expect(configOf(service).archive?.pinning).toEqual({ url: "https://pins.test/v1", token: "t" });
  });

  it.each([
    ["IPFS_RPC_URL", "http://kubo.test", "ARCHIVE_GATEWAY_URL"],
    ["ARCHIVE_GATEWAY_URL", "http://files.test", "IPFS_RPC_URL"],
    ["PINNING_SERVICE_URL", "https://pins.test", "PINNING_SERVICE_TOKEN"],
    ["PINNING_SERVICE_TOKEN", "t", "PINNING_SERVICE_URL"],
  ])("takes %s for nothing alone", (name, value, missing) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(`${missing} must be set when ${name} is`);
  });

  it("reads gateways in their order, each once", () => {
    const { ipfsGatewayUrls } = configOf({
      IPFS_GATEWAY_URLS: "https://b.test/, http://a.test ,https://b.test,",
    });
    expect(ipfsGatewayUrls).toEqual(["https://b.test", "http://a.test"]);
    expect(problemsOf({ IPFS_GATEWAY_URLS: "https://a.test,ipfs://b" })).toEqual([
      'IPFS_GATEWAY_URLS must be http:// or https:// URLs with commas between them; "ipfs://b" is none.',
    ]);
  });

  it("refuses a gateway that a page with TLS could not read", () => {
    const withTls = { PARLEY_ORIGIN: "https://parley.test", IPFS_RPC_URL: "http://kubo.test" };
    const problems = problemsOf({ ...withTls, ARCHIVE_GATEWAY_URL: "http://files.test" });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch("ARCHIVE_GATEWAY_URL must be https://");
    for (const url of ["https://files.test", "http://localhost:8080", "http://127.0.0.1"])
      expect(problemsOf({ ...withTls, ARCHIVE_GATEWAY_URL: url })).toEqual([]);
  });

  it.each(["0", "-1", "1.5", "1e3", "ten"])("does not take %s for a size", (size) => {
    expect(problemsOf({ ARCHIVE_QUOTA_MB: size })).toHaveLength(1);
  });

  it("refuses files that no quota has room for", () => {
    expect(problemsOf({ ARCHIVE_QUOTA_MB: "10", ARCHIVE_MAX_FILE_MB: "11" })).toHaveLength(1);
  });
});
