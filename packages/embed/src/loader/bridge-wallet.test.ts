import { describe, expect, it, vi } from "vitest";
import { createEip1193Wallet } from "@/tests/fakes/eip1193-wallet.ts";
import { ALICE_KEY, BOB_KEY } from "@/tests/fakes/wallets.ts";
import type { FromHost } from "../protocol/from-host.ts";
import { WALLET_METHODS } from "../protocol/wallet-methods.ts";
import { bridgeWallet } from "./bridge-wallet.ts";
import type { HostProvider, WagmiConfig } from "./options.ts";

function open() {
  const said: FromHost[] = [];
  const bridge = bridgeWallet((each) => said.push(each));
  const ask = async (method: string, params: unknown[] = []) => {
    await bridge.answer({ kind: "ask", id: 7, method, params });
    return said.at(-1);
  };
  return { bridge, said, ask };
}

/** A provider that answers everything, and what it was asked. */
function obedient() {
  const asked: string[] = [];
  const provider: HostProvider = {
    request: async ({ method }) => {
      asked.push(method);
      return "0x";
    },
  };
  return { asked, provider };
}

describe("a wallet that is lent", () => {
  it.each([
    "eth_sign",
    "eth_signTransaction",
    "eth_sendRawTransaction",
    "eth_getBalance",
    "wallet_addEthereumChain",
    "wallet_requestPermissions",
    "wallet_revokePermissions",
    "wallet_watchAsset",
    "eth_signTypedData",
    "ETH_ACCOUNTS",
    "",
    "constructor",
  ])("is never asked for %s", async (method) => {
    const { bridge, ask } = open();
    const { asked, provider } = obedient();
    bridge.use(provider);
    expect(await ask(method)).toMatchObject({ kind: "refusal", id: 7, code: 4200 });
    expect(asked).toEqual([]);
  });

  it("is asked for all that is on the list", async () => {
    const { bridge, ask } = open();
    const { asked, provider } = obedient();
    bridge.use(provider);
    for (const method of WALLET_METHODS)
      expect(await ask(method)).toEqual({ kind: "answer", id: 7, result: "0x" });
    expect(asked).toEqual([...WALLET_METHODS]);
  });

  it("is not there before it is lent, and not after", async () => {
    const { bridge, said, ask } = open();
    const none = { kind: "refusal", code: 4900 };
    expect(await ask("eth_accounts")).toMatchObject(none);
    bridge.use(obedient().provider);
    expect(said.at(-1)).toEqual({ kind: "wallet", isThere: true });
    bridge.use(undefined);
    expect(said.at(-1)).toEqual({ kind: "wallet", isThere: false });
    expect(await ask("eth_accounts")).toMatchObject(none);
  });

  it("is none where a page has null for it", async () => {
    const { bridge, said, ask } = open();
    bridge.use(obedient().provider);
    bridge.use(null);
    expect(said.at(-1)).toEqual({ kind: "wallet", isThere: false });
    expect(await ask("eth_accounts")).toMatchObject({ kind: "refusal", code: 4900 });
  });

  it("is asked itself, though one can subscribe to it", async () => {
    const { bridge, ask } = open();
    const { asked, provider } = obedient();
    bridge.use(Object.assign(provider, { subscribe: () => () => undefined }));
    expect(await ask("eth_accounts")).toMatchObject({ kind: "answer" });
    expect(asked).toEqual(["eth_accounts"]);
  });

  it("is not begun with anew when it is lent again", () => {
    const { bridge, said } = open();
    const { provider } = obedient();
    bridge.use(provider);
    bridge.use(provider);
    expect(said).toEqual([{ kind: "wallet", isThere: true }]);
  });

  it("says no with its own code, and nothing else of its error", async () => {
    const { bridge, ask } = open();
    const error = { code: 4001, message: "No", stack: "private", data: { key: "private" } };
    bridge.use({ request: () => Promise.reject(error) });
    expect(await ask("personal_sign")).toEqual({
      kind: "refusal",
      id: 7,
      code: 4001,
      message: "No",
    });
    bridge.use({ request: () => Promise.reject("broken") });
    expect(await ask("personal_sign")).toMatchObject({ code: -32603, message: "broken" });
  });

  it("that gives what can't be passed on is refused, not left open", async () => {
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise((resolve) => {
      port2.onmessage = ({ data }) => data.kind !== "wallet" && resolve(data);
    });
    const bridge = bridgeWallet((said) => port1.postMessage(said));
    bridge.use({ request: async () => () => "a function" });
    await bridge.answer({ kind: "ask", id: 1, method: "eth_accounts", params: [] });
    expect(await heard).toMatchObject({ kind: "refusal", id: 1, code: 25 });
    port1.close();
    port2.close();
  });

  it("tells where it is, as long as it is lent", () => {
    const { bridge, said } = open();
    const wallet = createEip1193Wallet([ALICE_KEY, BOB_KEY]);
    bridge.use(wallet.provider);
    wallet.switchChain(10);
    expect(said.at(-1)).toEqual({ kind: "wallet-event", name: "chainChanged", value: "0xa" });
    bridge.use(undefined);
    const { length } = said;
    wallet.switchChain(1);
    expect(said).toHaveLength(length);
  });
});

describe("a configuration of wagmi", () => {
  function createConfig() {
    const listeners = new Set<() => void>();
    const connections = new Map<string, { connector: { getProvider(): Promise<unknown> } }>();
    const state = { current: null as string | null, connections };
    const config: WagmiConfig = {
      state,
      subscribe: (_, listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const connect = (uid: string | null, provider?: HostProvider) => {
      if (uid) connections.set(uid, { connector: { getProvider: async () => provider } });
      state.current = uid;
      for (const listener of listeners) listener();
    };
    return { config, connect, listeners };
  }

  it("lends the wallet that is connected, then the next one, then none", async () => {
    const { bridge, said, ask } = open();
    const { config, connect, listeners } = createConfig();
    const [first, second] = [obedient(), obedient()];
    const last = () => said.findLast(({ kind }) => kind === "wallet");
    bridge.use(config);
    connect("a", first.provider);
    await vi.waitUntil(() => last());
    await vi.waitUntil(async () => (await ask("eth_accounts"))?.kind === "answer");
    expect(first.asked).toEqual(["eth_accounts"]);
    connect("b", second.provider);
    await vi.waitUntil(async () => {
      await ask("eth_chainId");
      return second.asked.length > 0;
    });
    connect(null);
    await vi.waitUntil(
      () => last()?.kind === "wallet" && !(last() as { isThere: boolean }).isThere,
    );
    bridge.use(undefined);
    expect(listeners.size).toBe(0);
  });

  it("lends nothing while the next wallet is fetched, and none of before", async () => {
    const { bridge, said, ask } = open();
    const { config, connect } = createConfig();
    const [alone, first] = [obedient(), obedient()];
    bridge.use(alone.provider);
    connect("a", first.provider);
    bridge.use(config);
    expect(said.at(-1)).toEqual({ kind: "wallet", isThere: false });
    await ask("eth_accounts");
    expect(said).toContainEqual(expect.objectContaining({ kind: "refusal", code: 4900 }));
    await vi.waitUntil(async () => (await ask("eth_accounts"))?.kind === "answer");
    const never = { getProvider: () => new Promise<never>(() => undefined) };
    config.state.connections = new Map([["b", { connector: never }]]);
    connect("b");
    expect(said.at(-1)).toEqual({ kind: "wallet", isThere: false });
    expect(await ask("personal_sign")).toMatchObject({ kind: "refusal", code: 4900 });
    expect(first.asked).toEqual(["eth_accounts"]);
    expect(alone.asked).toEqual([]);
  });
});
