import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { archivesOf, pathOf } from "./path.ts";

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

describe("archivesOf", () => {
  const item = (...urls: string[]): TimelineItem => ({
    kind: "message",
    key: urls.join(),
    mine: false,
    senderInboxId: "a" as InboxId,
    content: {
      type: "attachments",
      files: urls.map((url) => ({
        kind: "remote",
        url,
        contentDigest: "",
        secret: "",
        salt: "",
        nonce: "",
      })),
    },
    sentAtMs: 0,
    state: { kind: "sent" },
    opensGroup: true,
    closesGroup: true,
  });

  it("names one's own archive first, each once, and no more than the line has room for", () => {
    const items = [
      item("https://one.example/ipfs/a", "https://own.example/ipfs/b"),
      item("https://one.example/ipfs/c", "https://two.example/x", "https://three.example/y"),
    ];
    expect(archivesOf(items, "own.example").map(({ host, isOwn }) => [host, isOwn])).toEqual([
      ["own.example", true],
      ["one.example", false],
    ]);
  });

  it("names none where there are no files, nor an address that is none", () => {
    expect(archivesOf([{ kind: "day", key: "d", startsAtMs: 0 }], "own.example")).toEqual([]);
    expect(archivesOf([item("nowhere")], undefined)).toEqual([]);
  });

  it("takes no CID for a host", () => {
    const items = [item("ipfs://bafkreigh2akiscaildc/", "http://localhost:8080/ipfs/bafk")];
    expect(archivesOf(items, undefined).map(({ host }) => host)).toEqual(["localhost:8080"]);
  });
});
