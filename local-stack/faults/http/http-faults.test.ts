import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { faults } from "../../command/faults.ts";
import { FAULTS_HEADER, FaultSyntaxError, type LocalStack } from "../../index.ts";
import { hands } from "../../test-support/hands.ts";
import { bytesOf, formOf } from "../../test-support/ipfs.ts";
import { startTestStack } from "../../test-support/stack.ts";

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

let stack: LocalStack;

beforeAll(async () => {
  stack = await startTestStack({ chain: true, chainFaults: true, ipfs: true, control: true });
});
afterAll(() => stack.close());
afterEach(() => stack.faults.clear());

type Asked = { headers?: Record<string, string> };

/** How each part is asked for something that succeeds without faults. */
const ASK = {
  history: (asked: Asked = {}) =>
    fetch(`${stack.urls.history}/upload`, { ...asked, method: "POST", body: "archive" }),
  ipfs: (asked: Asked = {}) =>
    fetch(`${stack.urls.ipfsRpc}/api/v0/add`, {
      ...asked,
      method: "POST",
      body: formOf(bytesOf(3_000_000, "ipfs")),
    }),
  "ipfs-gateway": async (asked: Asked = {}) =>
    fetch(`${stack.urls.ipfsGateway}/ipfs/${await cid()}?format=raw`, asked),
  chain: (asked: Asked = {}) => askChain(["eth_chainId"], asked),
};

let added: Promise<string> | undefined;
const cid = () => {
  added ??= hands(stack).add("gateway");
  return added;
};

function askChain(methods: readonly string[], { headers = {} }: Asked = {}) {
  const calls = methods.map((method, id) => ({ jsonrpc: "2.0", id, method, params: [] }));
  const [only, ...more] = calls;
  return fetch(stack.urls.chain ?? "", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(more.length === 0 ? only : calls),
  });
}

describe.each(["history", "ipfs", "ipfs-gateway", "chain"] as const)("faults of %s", (part) => {
  const ask = ASK[part];

  it("refuse in its own shape, readable by pages, as often as told, and nobody is met by others'", async () => {
    await cid();
    const others = Object.keys(ASK).filter((other) => other !== part);
    stack.faults.set(
      `error part=${part} status=502 message=broken times=2;${others.map((other) => `cut part=${other}`).join(";")}`,
    );
    for (let round = 0; round < 2; round += 1) {
      const refused = await ask();
      expect(refused.status).toBe(502);
      expect(await refused.text()).toContain("broken");
      const isForPages = part !== "ipfs";
      expect(refused.headers.get("access-control-allow-origin")).toBe(isForPages ? "*" : null);
    }
    expect((await ask()).status).toBe(200);
    expect(stack.faults.list().faults[0]).toMatchObject({ met: 3, happened: 2 });
  });

  it("cut the connection, before or after it was done", async () => {
    await cid();
    stack.faults.set(`cut part=${part} times=1; cut part=${part} when=after skip=1 times=1`);
    await expect(ask()).rejects.toThrow("fetch failed");
    await expect(ask()).rejects.toThrow("fetch failed");
    expect((await ask()).status).toBe(200);
  });

  it("make it slow", async () => {
    await cid();
    stack.faults.set(`latency part=${part} ms=150`);
    const startedMs = performance.now();
    expect((await ask()).status).toBe(200);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(149);
  });

  it("limit its rate", async () => {
    await cid();
    stack.faults.set(`rate-limit part=${part} requests=1 windowMs=60000`);
    expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  });

  it("meet the requests that ask for them, and say what they do not understand", async () => {
    await cid();
    const headers = { [FAULTS_HEADER]: `id=${part}; error part=${part} times=1` };
    expect((await ask()).status).toBe(200);
    expect((await ask({ headers })).status).toBe(part === "ipfs" ? 500 : 503);
    expect((await ask({ headers })).status).toBe(200);
    const strange = await ask({ headers: { [FAULTS_HEADER]: `drop part=${part}` } });
    expect(strange.status).toBe(400);
    expect(await strange.text()).toContain(`There is no fault drop of ${part}.`);
    // What is the network's is understood, and not for here.
    expect((await ask({ headers: { [FAULTS_HEADER]: "cut" } })).status).toBe(200);
  });
});

describe("the history server", () => {
  it("is full as by its disk: uploads are refused with 507 and not kept, archives are given", async () => {
    const { upload, archive } = hands(stack);
    const id = await upload("early");
    stack.faults.set("storage-full part=history");
    const refused = await ASK.history();
    expect([refused.status, await refused.text()]).toEqual([507, ""]);
    expect(await archive(id)).toBe("early");
  });

  it("hears out a large upload that it refuses", async () => {
    stack.faults.set("error part=history");
    const body = Buffer.alloc(20_000_000);
    const refused = await fetch(`${stack.urls.history}/upload`, { method: "POST", body });
    expect(refused.status).toBe(503);
  });

  it("says in text what was told of an upload whose answer is lost", async () => {
    stack.faults.set("error part=history when=after path=/upload message=lost");
    const refused = await ASK.history();
    expect([refused.status, await refused.text()]).toEqual([503, "lost\n"]);
  });

  it("breaks off an archive in the middle, and one that is shorter is whole", async () => {
    const { upload, archive } = hands(stack);
    const [long, short] = [await upload("x".repeat(100_000)), await upload("short")];
    stack.faults.set("cut part=history path=/files/ afterBytes=50000");
    const response = await fetch(`${stack.urls.history}/files/${long}`);
    expect(response.headers.get("content-length")).toBe("100000");
    expect(await bytesBeforeItBreaks(response)).toBe(50_000);
    expect(await archive(short)).toBe("short");
  });

  it("says its health, and lets pages ask, whatever goes wrong", async () => {
    stack.faults.set("cut part=history; cut part=ipfs-gateway");
    expect((await fetch(`${stack.urls.history}/health`)).status).toBe(200);
    expect((await fetch(`${stack.urls.ipfsGateway}/health`)).status).toBe(200);
    const preflight = await fetch(`${stack.urls.ipfsGateway}/ipfs/x`, { method: "OPTIONS" });
    expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain(
      FAULTS_HEADER,
    );
  });
});

describe("the IPFS node", () => {
  it("is full as by its disk, in Kubo's shape, and keeps nothing of it", async () => {
    const before = stack.health().ipfs;
    stack.faults.set("storage-full part=ipfs");
    const body = formOf(bytesOf(3_000_000, "too much"));
    const refused = await fetch(`${stack.urls.ipfsRpc}/api/v0/add`, { method: "POST", body });
    expect([refused.status, await refused.json()]).toEqual([
      500,
      { Message: "no space left on device: the store is full", Code: 0, Type: "error" },
    ]);
    expect(stack.health().ipfs).toEqual(before);
    const version = await fetch(`${stack.urls.ipfsRpc}/api/v0/version`, { method: "POST" });
    expect(version.status).toBe(200);
  });

  it("fails at one command, in Kubo's shape", async () => {
    stack.faults.set(
      '{"kind":"error","part":"ipfs","path":"/api/v0/pin/","message":"no pins today"}',
    );
    const pins = await fetch(`${stack.urls.ipfsRpc}/api/v0/pin/ls`, { method: "POST" });
    expect([pins.status, await pins.json()]).toEqual([
      500,
      { Message: "no pins today", Code: 0, Type: "error" },
    ]);
    expect((await ASK.ipfs()).status).toBe(200);
  });

  it("has what was added although the answer was lost", async () => {
    stack.faults.set("cut part=ipfs when=after");
    const { blocks = 0 } = stack.health().ipfs ?? {};
    await expect(hands(stack).add("lost answer")).rejects.toThrow("fetch failed");
    expect(stack.health().ipfs?.blocks).toBeGreaterThan(blocks);
  });

  it("breaks off a file between its blocks, where a gateway would", async () => {
    const file = `${stack.urls.ipfsGateway}/ipfs/${await cid()}`;
    stack.faults.set("cut part=ipfs-gateway afterBytes=1048576 times=1");
    expect(await bytesBeforeItBreaks(await fetch(file))).toBe(1_048_576);
    const rest = await fetch(file, { headers: { range: "bytes=1048576-" } });
    expect((await rest.arrayBuffer()).byteLength).toBe(3_000_000 - 1_048_576);
  });
});

describe("the chain", () => {
  it("answers as it does without a port before it, several questions at once too", async () => {
    const answer = await (await askChain(["eth_chainId", "eth_blockNumber"])).json();
    expect(answer).toMatchObject([{ result: "0x7a69" }, { id: 1 }]);
    const { give, balance } = hands(stack);
    await give("0x33");
    expect(await balance()).toBe("0x33");
  });

  it("fails at one method, alone or among others, in the shape of JSON-RPC", async () => {
    stack.faults.set("error part=chain method=eth_blockNumber message=away");
    expect((await askChain(["eth_chainId"])).status).toBe(200);
    const refused = await askChain(["eth_chainId", "eth_blockNumber"]);
    expect([refused.status, await refused.json()]).toEqual([
      503,
      { jsonrpc: "2.0", id: null, error: { code: -32_603, message: "away" } },
    ]);
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
    expect((await ASK.chain()).status).toBe(200);
  });
});

it("are set and told by the command line", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  const flags = { control: stack.urls.control } as never;
  const run = (...args: string[]) => faults.run({ flags, args });
  expect(await run("set", "storage-full", "part=history")).toBe(0);
  expect((await ASK.history()).status).toBe(507);
  await run("list");
  expect(printed.mock.lastCall?.[0]).toContain(
    "storage-full part=history: met 1 requests, happened to 1",
  );
  await expect(run("set", "drop part=ipfs")).rejects.toThrow("There is no fault drop of ipfs.");
  await run("clear");
  expect((await ASK.history()).status).toBe(200);
  printed.mockRestore();
});

it("are refused with a sentence for a part that does not run", async () => {
  const bare = await startTestStack();
  const tell = (text: string) => () => bare.faults.set(text);
  expect(tell("cut part=ipfs")).toThrow(FaultSyntaxError);
  expect(tell("cut part=ipfs-gateway")).toThrow("No IPFS node runs here");
  expect(tell("cut part=chain")).toThrow("start the stack with chainFaults (up --chain-faults)");
  const headers = { [FAULTS_HEADER]: "cut part=ipfs" };
  const asked = await fetch(`${bare.urls.history}/files/x`, { headers });
  expect([asked.status, await asked.text()]).toEqual([
    400,
    expect.stringContaining("No IPFS node runs here"),
  ]);
  expect(bare.faults.list().faults).toEqual([]);
  await bare.close();
});

/** How much of a body arrives whose connection breaks. */
async function bytesBeforeItBreaks(response: Response): Promise<number> {
  let bytes = 0;
  const read = async () => {
    for await (const chunk of response.body ?? []) bytes += chunk.length;
  };
  await expect(read()).rejects.toThrow("terminated");
  return bytes;
}
