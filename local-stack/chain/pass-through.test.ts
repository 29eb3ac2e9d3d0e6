import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { FAULTS_HEADER, type LocalStack } from "../index.ts";
import { askChain } from "../test-support/ask-parts.ts";
import { hands } from "../test-support/hands.ts";
import { startTestStack } from "../test-support/stack.ts";

let stack: LocalStack;

beforeAll(async () => {
  stack = await startTestStack({ chain: true, chainFaults: true });
});
afterAll(() => stack.close());
afterEach(() => stack.faults.clear());

it("answers as it does without a port before it, several questions at once too", async () => {
  const answer = await (await askChain(stack, ["eth_chainId", "eth_blockNumber"])).json();
  expect(answer).toMatchObject([{ result: "0x7a69" }, { id: 1 }]);
  const { give, balance } = hands(stack);
  await give("0x33");
  expect(await balance()).toBe("0x33");
});

it("fails at one method, alone or among others, in the shape of JSON-RPC", async () => {
  stack.faults.set("error part=chain method=eth_blockNumber message=away");
  expect((await askChain(stack, ["eth_chainId"])).status).toBe(200);
  const answerTo = (id: number) => ({
    ...{ jsonrpc: "2.0", id },
    error: { code: -32_603, message: "away" },
  });
  const alone = await askChain(stack, ["eth_blockNumber"]);
  expect([alone.status, await alone.json()]).toEqual([503, answerTo(0)]);
  const among = await askChain(stack, ["eth_chainId", "eth_blockNumber"]);
  expect([among.status, await among.json()]).toEqual([503, [answerTo(0), answerTo(1)]]);
});

it("says so where a request cannot be read as JSON-RPC, and where it is too long to be looked at", async () => {
  stack.faults.set("error part=chain message=away");
  const ask = async (body: string | Buffer<ArrayBuffer>) => {
    const refused = await fetch(stack.urls.chain ?? "", { method: "POST", body });
    const { id, error } = (await refused.json()) as { id: unknown; error: { message: string } };
    return [refused.status, id, error.message];
  };
  expect(await ask("nonsense")).toEqual([503, null, "away"]);
  expect(await ask("[]")).toEqual([503, null, "away"]);
  expect(await ask(Buffer.alloc(20_000_000, " "))).toEqual([
    413,
    null,
    expect.stringContaining("4194304 bytes at most"),
  ]);
  expect(stack.faults.list().faults).toMatchObject([{ happened: 2 }]);
});

it("takes a transaction whose answer is lost", async () => {
  const { give, balance } = hands(stack);
  stack.faults.set("cut part=chain when=after method=anvil_setBalance");
  await expect(give("0x44")).rejects.toThrow("fetch failed");
  expect(await balance()).toBe("0x44");
});

it("keeps its address through a restore", async () => {
  const { give, balance } = hands(stack);
  await give("0x55");
  await stack.snapshot("then");
  await give("0x66");
  await stack.restore("then");
  expect(await balance()).toBe("0x55");
});

it("loses no question to a client that goes away, or says what is no HTTP", async () => {
  const { port } = new URL(stack.urls.chain ?? "");
  const socket = connect(Number(port), "127.0.0.1");
  socket.end("nonsense\r\n\r\n");
  const leaving = AbortSignal.timeout(20);
  const left = fetch(stack.urls.chain ?? "", { method: "POST", body: "{", signal: leaving });
  await left.catch(() => {});
  expect((await askChain(stack, ["eth_chainId"])).status).toBe(200);
});

it("is subscribed to by WebSocket as ever, and its connections end with the stack", async () => {
  const own = await startTestStack({ chain: true, chainFaults: true });
  const { socket, heard } = openSocket(own);
  const said = heard("message");
  await heard("open");
  socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }));
  expect(JSON.parse(((await said) as MessageEvent).data)).toMatchObject({ result: "0x7a69" });
  const closed = heard("close");
  await own.close();
  await closed;
});

it.each([
  "cut part=chain times=1",
  "error part=chain times=1 method=GET",
  "rate-limit part=chain requests=0",
  "cut part=chain when=after times=1",
  "error part=chain when=after times=1",
])("lets no WebSocket in where it is told to: %s", async (text) => {
  stack.faults.set(text);
  await openSocket(stack).heard("error");
  expect(stack.faults.list().faults).toMatchObject([{ happened: 1 }]);
  stack.faults.set("latency part=chain ms=100");
  const startedMs = performance.now();
  const { socket, heard } = openSocket(stack);
  await heard("open");
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(99);
  socket.close();
  await heard("close");
});

it("opens a WebSocket whose answers would be broken off, and says that it did nothing to it", async () => {
  stack.faults.set("cut part=chain afterBytes=1");
  const { socket, heard } = openSocket(stack);
  await heard("open");
  expect(stack.faults.list().faults).toMatchObject([{ met: 0, happened: 0 }]);
  socket.close();
  await heard("close");
});

it("outlives clients that go away while their WebSocket is opened", async () => {
  for (let round = 0; round < 40; round += 1) {
    const socket = await connected();
    socket.write(upgrade());
    await sleep(round % 4);
    socket.resetAndDestroy();
  }
  expect((await askChain(stack, ["eth_chainId"])).status).toBe(200);
});

it("outlives a WebSocket that is asked for before the request in front of it is answered", async () => {
  for (const text of ["", "latency part=chain ms=50"]) {
    stack.faults.set(text);
    const socket = await connected();
    socket.write(`GET / HTTP/1.1\r\nhost: chain\r\n\r\n${upgrade()}`);
    await once(socket.resume(), "close");
  }
  expect((await askChain(stack, ["eth_chainId"])).status).toBe(200);
});

it("lets pages send the header for faults, besides what the chain allows", async () => {
  const preflight = await fetch(stack.urls.chain ?? "", {
    method: "OPTIONS",
    headers: {
      origin: "http://localhost:3000",
      "access-control-request-method": "POST",
      "access-control-request-headers": `content-type,${FAULTS_HEADER}`,
    },
  });
  expect(preflight.headers.get("access-control-allow-headers")).toBe(
    `content-type, ${FAULTS_HEADER}`,
  );
});

async function connected(): Promise<Socket> {
  const socket = connect(Number(new URL(stack.urls.chain ?? "").port), "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Asks for a WebSocket, in the words of RFC 6455. */
function upgrade(): string {
  const key = Buffer.alloc(16).toString("base64");
  return `GET / HTTP/1.1\r\nhost: chain\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`;
}

function openSocket({ urls }: Pick<LocalStack, "urls">) {
  const socket = new WebSocket((urls.chain ?? "").replace("http", "ws"));
  const heard = (type: string) =>
    new Promise<Event>((resolve) => socket.addEventListener(type, resolve, { once: true }));
  return { socket, heard };
}
