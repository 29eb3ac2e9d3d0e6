import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import { archivesOf, type PathNode, pathOf, stopsOf } from "./path.ts";

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

  const settings = { archiveHost: "own.example", hosts: ["own.example", "gateway.example"] };
  const said = (items: readonly TimelineItem[]) =>
    archivesOf(items, settings).map(({ host, role }) => `${host} ${role}`);

  it("names all that may be asked, in that order, each once", () => {
    const items = [
      item("https://one.example/ipfs/a", "https://own.example/ipfs/b"),
      item("https://one.example/ipfs/c", "https://two.example/x"),
    ];
    expect(said(items)).toEqual([
      "own.example own",
      "gateway.example gateway",
      "one.example linked",
      "two.example linked",
    ]);
  });

  it("names no gateway for what is not addressed by its content", () => {
    expect(said([item("https://two.example/x")])).toEqual(["two.example linked"]);
  });

  it("names none where there are no files, nor an address that is none", () => {
    expect(said([{ kind: "day", key: "d", startsAtMs: 0 }])).toEqual([]);
    expect(said([item("nowhere")])).toEqual([]);
  });

  it("takes no CID for a host", () => {
    const items = [item("ipfs://bafkreigh2akiscaildc/", "http://localhost:8080/ipfs/bafk")];
    const none = { archiveHost: undefined, hosts: [] };
    expect(archivesOf(items, none).map(({ host }) => host)).toEqual(["localhost:8080"]);
  });

  it("has room for two on the line, and for the others together", () => {
    const nodes = archivesOf([item("https://one.example/ipfs/a")], settings);
    const hosts = (all: readonly PathNode[]) => all.map(({ host }) => host);
    expect(hosts(stopsOf(nodes).stops)).toEqual(["own.example"]);
    expect(hosts(stopsOf(nodes).others)).toEqual(["gateway.example", "one.example"]);
    expect(stopsOf(nodes.slice(0, 2))).toEqual({ stops: nodes.slice(0, 2), others: [] });
  });
});
