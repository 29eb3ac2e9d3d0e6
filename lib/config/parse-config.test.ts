import { describe, expect, it } from "vitest";
import { configOf, problemsOf, SECRET, withSecret } from "@/tests/fakes/config-of.ts";
import { parseConfig } from "./parse-config.ts";
import { publicConfig } from "./public-config.ts";
import { XMTP_ENVS } from "./settings.ts";

describe("parseConfig", () => {
  it("needs nothing: an empty environment is the local network on the SDK's ports", () => {
    const config = configOf({});
    expect(config.xmtp).toEqual({
      env: "local",
      apiUrl: "http://localhost:5557",
      historyUrl: "http://localhost:5558",
    });
    expect(config.ports).toEqual({
      app: 3000,
      grpcWeb: 5557,
      grpc: 5556,
      history: 5558,
      chain: 8545,
      ipfsRpc: 5559,
      ipfsGateway: 5560,
    });
    expect(config.startsLocalStack).toBe(true);
    expect(config.chains).toEqual([{ chainId: 31_337, rpcUrl: "http://localhost:8545" }]);
  });

  it("lets the local URLs follow the local ports", () => {
    const { xmtp, chains } = configOf({
      XMTP_GRPC_WEB_PORT: "7557",
      XMTP_HISTORY_PORT: "7558",
      PARLEY_CHAIN_PORT: "7545",
    });
    expect(chains[0]?.rpcUrl).toBe("http://localhost:7545");
    expect(xmtp.apiUrl).toBe("http://localhost:7557");
    expect(xmtp.historyUrl).toBe("http://localhost:7558");
  });

  it("starts no stack of its own when another node is named", () => {
    expect(configOf({ XMTP_API_URL: "http://node.test:5557" }).startsLocalStack).toBe(false);
    expect(configOf({ XMTP_GATEWAY_URL: "http://gateway.test" }).startsLocalStack).toBe(false);
    const dev = configOf(withSecret({ XMTP_ENV: "dev" }));
    expect(dev.startsLocalStack).toBe(false);
    expect(dev.chains).toEqual([]);
  });

  it.each(XMTP_ENVS)("reaches %s", (env) => {
    const { xmtp } = configOf(
      withSecret({ XMTP_ENV: env, XMTP_GATEWAY_URL: "https://gateway.test/" }),
    );
    expect(xmtp).toMatchObject({ env, gatewayUrl: "https://gateway.test" });
    expect(xmtp.historyUrl).toMatch(/^https?:/);
  });

  it.each(["testnet-staging", "testnet-dev", "testnet", "mainnet"])("%s needs a gateway", (env) => {
    expect(problemsOf(withSecret({ XMTP_ENV: env }))).toEqual([
      `XMTP_GATEWAY_URL must be set when XMTP_ENV is ${env}: that network has no default gateway.`,
    ]);
  });

  it("reports all mistakes together, one sentence each", () => {
    const problems = problemsOf({
      XMTP_ENV: "prod",
      XMTP_API_URL: "localhost:5557",
      PARLEY_PORT: "3000x",
      XMTP_GRPC_PORT: "70000",
      WALLETCONNECT_PROJECT_ID: "abc",
      CHAIN_RPC_URLS: "mainnet=https://rpc.test,1=https://a.test,1=https://b.test",
    });
    expect(problems).toHaveLength(7);
    expect(problems.join("\n")).toContain("XMTP_ENV must be one of local, dev, production");
    expect(problems.join("\n")).toContain('it is "prod"');
    expect(problems.join("\n")).toContain("CHAIN_RPC_URLS names chain 1 twice.");
    for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ .*\.$/);
  });

  it("finds what is wrong together beside what is wrong alone", () => {
    const problems = problemsOf(withSecret({ XMTP_ENV: "mainnet", PARLEY_PORT: "abc" }));
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "PARLEY_PORT",
      "XMTP_GATEWAY_URL",
    ]);
  });

  it("refuses credentials in a URL: a browser could not fetch it and everyone would read them", () => {
    expect(problemsOf({ XMTP_API_URL: "https://me:secret@node.test" })).toHaveLength(1);
  });

  it("refuses two servers on one port", () => {
    expect(problemsOf({ PARLEY_PORT: "5557" })).toEqual([
      "PARLEY_PORT and XMTP_GRPC_WEB_PORT are both 5557: each needs a port.",
    ]);
  });

  it("takes a blank line of .env as unset", () => {
    expect(configOf({ XMTP_ENV: "", XMTP_API_URL: "  " }).xmtp.env).toBe("local");
  });

  it("reads chains", () => {
    const { chains } = configOf(
      withSecret({
        XMTP_ENV: "production",
        CHAIN_RPC_URLS: "1=https://rpc.test/v2/k?x=1, 8453=http://b.test",
      }),
    );
    expect(chains).toEqual([
      { chainId: 1, rpcUrl: "https://rpc.test/v2/k?x=1" },
      { chainId: 8453, rpcUrl: "http://b.test" },
    ]);
  });

  it("starts no chain of its own when another one is named for its id", () => {
    const config = configOf({ CHAIN_RPC_URLS: "31337=http://chain.test" });
    expect(config.startsLocalChain).toBe(false);
    expect(config.chains).toEqual([{ chainId: 31_337, rpcUrl: "http://chain.test" }]);
  });

  it("finds the app on this machine, behind one proxy, unless it is told otherwise", () => {
    expect(configOf({ PARLEY_PORT: "4000" }).session).toEqual({
      origin: "http://localhost:4000",
      proxyHops: 1,
    });
    const { session } = configOf({
      PARLEY_ORIGIN: "https://parley.example.org/",
      PARLEY_SESSION_SECRET: SECRET.toUpperCase(),
      PARLEY_PROXY_HOPS: "2",
    });
    expect(session).toEqual({
      origin: "https://parley.example.org",
      secret: SECRET,
      proxyHops: 2,
    });
  });

  it.each([
    "parley.example.org",
    "https://parley.example.org/chat",
    "http://parley.example.org",
    "wss://parley.example.org",
    "https://user@parley.example.org",
  ])("does not take %s for where browsers find the app", (origin) => {
    expect(problemsOf({ PARLEY_ORIGIN: origin })).toHaveLength(1);
  });

  it("lets nobody frame it unless they are named, each once", () => {
    expect(configOf({}).embedOrigins).toEqual([]);
    const text =
      "https://dapp.test, http://localhost:5173,http://one.localhost:1,https://dapp.test";
    expect(configOf({ PARLEY_EMBED_ORIGINS: text }).embedOrigins).toEqual([
      "https://dapp.test",
      "http://localhost:5173",
      "http://one.localhost:1",
    ]);
  });

  it.each([
    "*",
    "https://*",
    "https://*.dapp.test",
    "dapp.test",
    "https://dapp.test/",
    "https://dapp.test/path",
    "https://Dapp.test",
    "https://user@dapp.test",
    "http://dapp.test",
    "http://localhost.dapp.test",
    "https://dapp.test:443",
    "null",
    "data:text/html",
    "https://dapp.test;sandbox",
  ])("lets nobody frame it by %s", (origin) => {
    expect(problemsOf({ PARLEY_EMBED_ORIGINS: `https://fine.test,${origin}` })).toHaveLength(1);
  });

  it.each(XMTP_ENVS.filter((env) => env !== "local"))("needs a secret for %s", (env) => {
    const gateway = { XMTP_ENV: env, XMTP_GATEWAY_URL: "https://gateway.test" };
    expect(problemsOf(gateway)).toEqual([
      `PARLEY_SESSION_SECRET must be set when XMTP_ENV is ${env}: put there what \`openssl rand -hex 32\` gives.`,
    ]);
  });

  it.each(["hunter2", "0".repeat(64), `${SECRET}00`, "z".repeat(64)])(
    "refuses the secret %s once, and does not repeat it",
    (secret) => {
      const problems = problemsOf({ XMTP_ENV: "dev", PARLEY_SESSION_SECRET: secret });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^PARLEY_SESSION_SECRET .*\.$/);
      expect(problems[0]).not.toContain(secret);
    },
  );

  it.each(["0", "10", "-1", "two"])("counts no proxies by %s", (hops) => {
    expect(problemsOf({ PARLEY_PROXY_HOPS: hops })).toHaveLength(1);
  });

  it.each(["mysql://host/db", "postgres:///db", "host/db"])(
    "does not take %s for a database, and does not repeat it",
    (url) => {
      const [problem, ...others] = problemsOf({ DATABASE_URL: url });
      expect(others).toEqual([]);
      expect(problem).toMatch(/^DATABASE_URL .*\.$/);
      expect(problem).not.toContain(url);
    },
  );

  it("takes relays with their secret, and neither without the other", () => {
    const urls =
      "turn:relay.test:3478?transport=udp, turns:relay.test:5349, turn:relay.test:3478?transport=udp";
    const secret = "0123456789abcdef";
    expect(configOf({ TURN_URLS: urls, TURN_SECRET: secret }).relay).toEqual({
      urls: ["turn:relay.test:3478?transport=udp", "turns:relay.test:5349"],
      secret,
    });
    expect(configOf({})).not.toHaveProperty("relay");
    expect(problemsOf({ TURN_URLS: urls })).toEqual([expect.stringContaining("TURN_SECRET must")]);
    expect(problemsOf({ TURN_SECRET: secret })).toEqual([
      expect.stringContaining("TURN_URLS must"),
    ]);
    expect(problemsOf({ TURN_URLS: "https://relay.test", TURN_SECRET: secret })).toEqual([
      expect.stringContaining('"https://relay.test" is none'),
    ]);
    const [problem] = problemsOf({ TURN_URLS: urls, TURN_SECRET: "short" });
    expect(problem).toContain("at least 16 characters");
    expect(problem).not.toContain("short");
  });

  it("takes who tells addresses, which needs neither relays nor a secret", () => {
    const urls = "stun:relay.test:3478, stun:other.test";
    expect(configOf({ STUN_URLS: urls }).stunUrls).toEqual([
      "stun:relay.test:3478",
      "stun:other.test",
    ]);
    expect(publicConfig(configOf({ STUN_URLS: urls })).stunUrls).toHaveLength(2);
    expect(publicConfig(configOf({}))).not.toHaveProperty("stunUrls");
    expect(problemsOf({ STUN_URLS: "turn:relay.test" })).toEqual([
      'STUN_URLS must look like stun:relay.example.org:3478; "turn:relay.test" is none.',
    ]);
  });

  it("warns of a name that is nearly a setting, and of one that is none", () => {
    const { warnings } = parseConfig({
      XMTP_APIURL: "x",
      IPFS_GATEWAY_URL: "x",
      IPFS_PATH: "/",
      PARLEY_COLOUR_SCHEME: "x",
      HOME: "/",
    });
    expect(warnings).toEqual([
      "XMTP_APIURL is not a setting of Parley and is ignored; did you mean XMTP_API_URL?",
      "IPFS_GATEWAY_URL is not a setting of Parley and is ignored; did you mean IPFS_GATEWAY_URLS?",
      "PARLEY_COLOUR_SCHEME is not a setting of Parley and is ignored.",
    ]);
  });
});
