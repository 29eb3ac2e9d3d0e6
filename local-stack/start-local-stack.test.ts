import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { LocalStackError, PortInUseError, startLocalStack } from "./index.ts";
import { grpcWebClients, startTestStack } from "./test-support/stack.ts";
import {
  createHeadlessClient,
  type TextMessage,
  waitForRpc,
  waitForStream,
} from "./testing/index.ts";
import { VERSION } from "./version.ts";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

async function occupiedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

const portOf = (url: string) => Number(new URL(url).port);

it("says that its data folder can't be made, instead of trying for ever", async () => {
  const starting = startLocalStack({ ports: "free", data: "/proc/parley/network" });
  await expect(starting).rejects.toThrow(/\/proc\/parley\/network can't be made .+ Choose another/);
});

it("on all interfaces, is driven from this machine alone, and says addresses that work there", async () => {
  const stack = await startTestStack({ host: "0.0.0.0", ipfs: true, control: true });
  cleanups.push(stack.close);
  for (const url of Object.values(stack.urls)) expect(new URL(url).hostname).toBe("127.0.0.1");
  // Another address of this machine, which all interfaces have and 127.0.0.1 has not.
  const elsewhere = (url: string, path: string) =>
    fetch(new URL(path, url.replace("127.0.0.1", "127.0.0.2"))).then(({ ok }) => ok);
  const { grpcWeb, control = "", ipfsRpc = "" } = stack.urls;
  if (process.platform === "linux") expect(await elsewhere(grpcWeb, "/health")).toBe(true);
  await expect(elsewhere(control, "/status")).rejects.toThrow("fetch failed");
  await expect(elsewhere(ipfsRpc, "/api/v0/version")).rejects.toThrow("fetch failed");
});

describe("two real clients", () => {
  it("talk through the stack, live and later", async () => {
    const stack = await startTestStack();
    cleanups.push(stack.close);
    const url = stack.urls.grpcWeb;
    const [alice, bob] = [await createHeadlessClient({ url }), await createHeadlessClient({ url })];
    cleanups.push(alice.close, bob.close);
    expect(await alice.canMessage(bob.address)).toBe(true);
    expect(await alice.canMessage(`0x${"99".repeat(20)}`)).toBe(false);

    const live = Promise.withResolvers<TextMessage>();
    await bob.streamTexts(live.resolve);
    await alice.sendText(bob.address, "hello 👋");
    expect(await live.promise).toMatchObject({ text: "hello 👋", senderInboxId: alice.inboxId });
    await bob.sendText(alice.address, "hi");
    const texts = (messages: TextMessage[]) => messages.map(({ text }) => text);
    expect(texts(await alice.listTexts(bob.address))).toEqual(["hello 👋", "hi"]);
    expect(texts(await bob.listTexts(alice.address))).toEqual(["hello 👋", "hi"]);
  });

  it("find each other again after signing in anew", async () => {
    const stack = await startTestStack();
    cleanups.push(stack.close);
    const url = stack.urls.grpcWeb;
    const first = await createHeadlessClient({ url });
    first.close();
    const second = await createHeadlessClient({ url, privateKey: first.privateKey });
    cleanups.push(second.close);
    expect(second.inboxId).toBe(first.inboxId);
    expect(second.installationId).not.toBe(first.installationId);
  });
});

describe("health", () => {
  it("says ready, version, uptime and counts, on the HTTP ports", async () => {
    const stack = await startTestStack();
    cleanups.push(stack.close);
    for (const url of [stack.urls.grpcWeb, stack.urls.history]) {
      const response = await fetch(`${url}/health`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        ready: true,
        warm: true,
        version: VERSION,
        uptimeMs: expect.any(Number),
        counts: {
          groupMessages: 0,
          welcomeMessages: 0,
          installations: 0,
          inboxes: 0,
          subscriptions: 0,
        },
      });
    }
  });

  it("names the version of the package", () => {
    const manifest = readFileSync(new URL("package.json", import.meta.url), "utf8");
    expect(JSON.parse(manifest).version).toBe(VERSION);
  });
});

describe("a port in use", () => {
  it.each(["grpcWeb", "grpc", "history"] as const)(
    "for %s is named with its setting, and nothing stays started",
    async (name) => {
      const port = await occupiedPort();
      const free = await startTestStack();
      await free.close();
      const ports = {
        grpcWeb: portOf(free.urls.grpcWeb),
        grpc: portOf(free.urls.grpc),
        history: portOf(free.urls.history),
      };
      const error = await startLocalStack({
        ports: { ...ports, [name]: port },
        chain: false,
      }).catch((e) => e);
      expect(error).toBeInstanceOf(PortInUseError);
      expect(error.message).toContain(String(port));
      const setting = {
        grpcWeb: "--port-grpc-web",
        grpc: "--port-grpc",
        history: "--port-history",
      };
      expect(error.setting).toBe(setting[name]);
      const again = await startLocalStack({ ports, chain: false });
      await again.close();
    },
  );
});

describe("a restart", () => {
  const isReady = async ({ control }: { control?: string }) =>
    ((await (await fetch(`${control}/status`)).json()) as { ready: boolean }).ready;

  it("waits for a port that somebody took meanwhile, and is not ready until it has it", async () => {
    const stack = await startTestStack({ control: true });
    cleanups.push(stack.close);
    await stack.unplug();
    const thief = createServer().listen(portOf(stack.urls.grpc), "127.0.0.1");
    await once(thief, "listening");
    const restarting = stack.restart();
    const early = await Promise.race([restarting, new Promise((r) => setTimeout(r, 500, "away"))]);
    expect([early, await isReady(stack.urls)]).toEqual(["away", false]);
    thief.close();
    await restarting;
    expect(await isReady(stack.urls)).toBe(true);
    expect((await fetch(`${stack.urls.grpcWeb}/health`)).status).toBe(200);
  });

  it("ends with a sentence where the port stays taken, and may be asked for again", async () => {
    const stack = await startTestStack({ control: true });
    cleanups.push(stack.close);
    await stack.unplug();
    const thief = createServer().listen(portOf(stack.urls.history), "127.0.0.1");
    await once(thief, "listening");
    await expect(stack.restart()).rejects.toBeInstanceOf(PortInUseError);
    expect(await isReady(stack.urls)).toBe(false);
    thief.close();
    await stack.restart();
    expect(await isReady(stack.urls)).toBe(true);
  });

  it("does not hold up the end, however long it was to be away", async () => {
    const stack = await startTestStack();
    const restarting = stack.restart({ downMs: 2 ** 31 - 1 });
    await expect.poll(() => stack.health().ready).toBe(false);
    await stack.close();
    await restarting;
  });

  it("is refused for a time that is none, and changes nothing then", async () => {
    const stack = await startTestStack();
    cleanups.push(stack.close);
    for (const downMs of [2 ** 31, -1, 0.5, Number.NaN]) {
      await expect(stack.restart({ downMs })).rejects.toThrow(
        "downMs is a whole number from 0 to 2147483647.",
      );
    }
    expect(stack.health().ready).toBe(true);
  });
});

describe("a network that is away until it is told to be back", () => {
  it("ends streams, refuses connections, and has all that it had when it is there again", async () => {
    const stack = await startTestStack();
    cleanups.push(stack.close);
    const url = stack.urls.grpcWeb;
    const [alice, bob] = [await createHeadlessClient({ url }), await createHeadlessClient({ url })];
    cleanups.push(alice.close, bob.close);
    await alice.sendText(bob.address, "before");
    const streaming = waitForStream(stack);
    await bob.streamTexts(() => {});
    await streaming;
    const ended = waitForRpc(stack, { rpc: "SubscribeGroupMessages", phase: "ended" });
    await stack.unplug();
    await ended;
    expect(stack.health().ready).toBe(false);
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
    await stack.plugIn();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await alice.sendText(bob.address, "after");
    const texts = await bob.listTexts(alice.address);
    expect(texts.map(({ text }) => text)).toEqual(["before", "after"]);
  });

  it("is back after a restart too, takes its turn, and holds up no end", async () => {
    const stack = await startTestStack();
    const ready = () => stack.health().ready;
    await stack.plugIn();
    expect(ready()).toBe(true);
    await Promise.all([stack.unplug(), stack.unplug(), stack.plugIn(), stack.plugIn()]);
    expect(ready()).toBe(true);
    await stack.unplug();
    await stack.restart();
    expect(ready()).toBe(true);
    await stack.unplug();
    await stack.close();
    await stack.plugIn();
    await expect(fetch(`${stack.urls.grpcWeb}/health`)).rejects.toThrow("fetch failed");
  });
});

describe("options that make no sense", () => {
  it.each([
    ["ports.grpc", { ports: { grpc: 70_000 } }],
    ["ports.history", { ports: { history: Number.NaN } }],
    ["chainRpcUrls", { chainRpcUrls: { mainnet: "http://127.0.0.1" } }],
    ["chainRpcUrls.eip155:1", { chainRpcUrls: { "eip155:1": "nowhere" } }],
    ["data", { data: "" }],
    ["queueLimits.maxBytes", { queueLimits: { maxBytes: 0 } }],
  ])("are named: %s", async (name, options) => {
    const error = await startLocalStack({ ports: "free", chain: false, ...options }).catch(
      (e) => e,
    );
    expect(error).toBeInstanceOf(LocalStackError);
    expect(error.message).toContain(`Option ${name}:`);
  });
});

describe("closing", () => {
  it.each(["grpcWeb", "grpc", "history"] as const)(
    "does not wait for whoever connected to %s and neither speaks nor listens",
    async (name) => {
      const stack = await startTestStack();
      const silent = connect(portOf(stack.urls[name]), "127.0.0.1").on("error", () => undefined);
      await once(silent, "connect");
      await stack.close();
      silent.destroy();
    },
  );

  it("frees the ports at once, with streams open, and can be asked for twice", async () => {
    const stack = await startTestStack();
    const { mls } = grpcWebClients(stack);
    const subscribed = Promise.withResolvers<void>();
    const stream = mls.subscribeGroupMessages(
      { filters: [{ groupId: Buffer.from("group") }] },
      { onHeader: () => subscribed.resolve() },
    );
    const ended = stream[Symbol.asyncIterator]()
      .next()
      .catch(() => "ended");
    await subscribed.promise;
    await Promise.all([stack.close(), stack.close()]);
    expect(await ended).toBe("ended");
    const ports = {
      grpcWeb: portOf(stack.urls.grpcWeb),
      grpc: portOf(stack.urls.grpc),
      history: portOf(stack.urls.history),
    };
    const again = await startLocalStack({ ports, chain: false });
    await again.close();
  });
});
