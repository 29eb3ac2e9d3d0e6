import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RemoteFile, SealedFile } from "@/lib/attachments/core/attachment.ts";
import type { OpenOptions } from "@/lib/attachments/ports.ts";
import { SpoiledGateway, type Spoiling } from "@/tests/fakes/spoiled-gateway.ts";
import { hugeRoot } from "@/tests/fakes/unixfs-blocks.ts";
import { type FilesInChromium, filesInChromium, filesOf } from "@/tests/files-page/in-chromium.ts";
import { remote } from "./files-contract.ts";

let world: FilesInChromium;
let bad: SpoiledGateway;
let good: SpoiledGateway;
/** Of one block, and of five with a node above them. */
let small: SealedFile;
let large: SealedFile;

const bytesOf = (length: number) =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8) * 7) & 0xff));
const SMALL = bytesOf(300_000);
const LARGE = bytesOf(4_500_000);

beforeAll(async () => {
  world = await filesInChromium();
  bad = await new SpoiledGateway().open();
  good = await new SpoiledGateway().open();
  const { sealing, uploading } = filesOf(world.page);
  const sent = async (key: string, bytes: Buffer) => {
    const file = new Blob([Uint8Array.from(bytes)]);
    const sealed = await sealing.seal({ key, file, fileName: key });
    await uploading.upload(sealed);
    return sealed;
  };
  small = await sent("small", SMALL);
  large = await sent("large", LARGE);
  for (const { cid } of [small, large])
    for (const gateway of [bad, good]) gateway.add(cid, world.gateway.blocksOf(cid));
  await asking(bad, good);
}, 60_000);
afterAll(async () => {
  await world.close();
  bad.close();
  good.close();
});
beforeEach(() => {
  for (const gateway of [bad, good]) {
    gateway.requests.length = 0;
    gateway.sentBytes = 0;
  }
});
afterEach(() => {
  bad.spoiling = undefined;
  good.spoiling = undefined;
});

/** Sets whom the page asks, in this order. */
function asking(...gateways: readonly { url: string }[]): Promise<void> {
  const gatewayUrls = gateways.map(({ url }) => url);
  return world.page.evaluate((settings) => window.files.start(settings), { gatewayUrls });
}

async function open(file: SealedFile | RemoteFile, options?: OpenOptions) {
  const asked = "kind" in file ? file : remote(file, `ipfs://${file.cid}`);
  const opened = await filesOf(world.page).opening.open(asked, options);
  return { bytes: Buffer.from(await opened.blob.arrayBuffer()), from: opened.from };
}

const refused = (code: string) => expect.objectContaining({ code });
const hostOf = ({ url }: SpoiledGateway) => new URL(url).host;

/** How soon each is left is counted by a clock of the test in `fetch-sealed.test.ts`. */
const order = () => [bad, good].sort((a, b) => a.askedAtMs - b.askedAtMs);

describe("a gateway that is no good", { timeout: 30_000 }, () => {
  const spoilings: Spoiling[] = [
    "flipped-byte",
    "wrong-block",
    "extra-block",
    "wrong-root",
    "truncated",
    "stalled-at-start",
    "stalled-midway",
    "endless",
    "endless-header",
    "missing",
    "empty",
    "broken",
    "dripping",
    "repeating",
    "garbage",
  ];

  it.each(spoilings)(
    "is left for the next one when its file of many blocks is %s",
    async (spoiling) => {
      bad.spoiling = spoiling;
      const { bytes, from } = await open(large);
      expect(bytes.equals(LARGE)).toBe(true);
      expect(bad.requests).toHaveLength(1);
      // One that sends all of a file and does not stop then is not even noticed.
      expect(from).toBe(spoiling === "endless" ? hostOf(bad) : hostOf(good));
      if (from === hostOf(good)) expect(order()).toEqual([bad, good]);
    },
  );

  it.each(
    spoilings.filter(
      (spoiling) => !["extra-block", "endless-header", "empty", "repeating"].includes(spoiling),
    ),
  )("is left for the next one when its file of one block is %s", async (spoiling) => {
    bad.spoiling = spoiling;
    const { bytes, from } = await open(small);
    expect(bytes.equals(SMALL)).toBe(true);
    expect(from).toBe(hostOf(good));
    expect(order()).toEqual([bad, good]);
  });

  it("does not keep anybody from what was right of it", async () => {
    bad.spoiling = "stalled-midway";
    await open(large);
    const [next = ""] = good.requests;
    const from = Number(/entity-bytes=(\d+):\*/.exec(next)?.[1]);
    // Half of it had come, in blocks of a MiB.
    expect(from).toBe(2 * 1024 * 1024);
    expect(good.sentBytes).toBeLessThan(LARGE.length - from + 100_000);
  });

  it("may send blocks in another order", async () => {
    bad.spoiling = "wrong-order";
    const { bytes, from } = await open(large);
    expect(bytes.equals(LARGE)).toBe(true);
    // The root comes last there, and nothing counts before it.
    expect(from).toBe(hostOf(good));
  });

  it("does not make anybody take more than the file has", async () => {
    bad.spoiling = "endless";
    good.spoiling = "missing";
    await expect(open(small)).rejects.toEqual(refused("attachment.too-large"));
    expect(bad.sentBytes).toBeLessThan(64 * 1024 * 1024);
  });
});

describe("a file that nobody gives", { timeout: 60_000 }, () => {
  it("is gone when all say so", async () => {
    bad.spoiling = "empty";
    good.spoiling = "missing";
    await expect(open(large)).rejects.toEqual(refused("attachment.gone"));
  });

  it("is forged when all who answer lie", async () => {
    bad.spoiling = "flipped-byte";
    good.spoiling = "flipped-byte";
    await expect(open(large)).rejects.toEqual(refused("attachment.forged"));
  });

  it("is out of reach when somebody does not answer, after one more round with patience", async () => {
    bad.spoiling = "stalled-at-start";
    good.spoiling = "broken";
    await expect(open(small)).rejects.toEqual(refused("attachment.unreachable"));
    expect(bad.requests).toHaveLength(2);
    expect(good.requests).toHaveLength(2);
  });
});

describe("a message that does not say the truth", { timeout: 30_000 }, () => {
  it("opens nothing, with another digest, secret, or length of it", async () => {
    const link = `ipfs://${small.cid}`;
    const forged = refused("attachment.forged");
    const other = "ab".repeat(32);
    await expect(open({ ...remote(small, link), contentDigest: other })).rejects.toEqual(forged);
    await expect(open({ ...remote(small, link), secret: other })).rejects.toEqual(forged);
    await expect(open({ ...remote(small, link), nonce: "abcd" })).rejects.toEqual(forged);
    await expect(open({ ...remote(large, link) })).rejects.toEqual(forged);
  });

  it("may name another length: other apps say that of the file before it was sealed", async () => {
    const { bytes } = await open({ ...remote(small, `ipfs://${small.cid}`), sealedBytes: 7 });
    expect(bytes.equals(SMALL)).toBe(true);
  });
});

describe("a link of another app", { timeout: 30_000 }, () => {
  const paths: string[] = [];
  const given: IncomingMessage["headers"][] = [];
  const answers: Record<string, (response: ServerResponse) => void> = {
    "/right": (response) => response.end(sealedBytes()),
    "/wrong": (response) => response.end(sealedBytes().fill(7, 100, 101)),
    "/moved": (response) => response.writeHead(302, { location: "/right" }).end(),
    "/long": (response) => void pour(response),
  };
  const server = createServer(({ url = "", headers }, response) => {
    paths.push(url);
    given.push(headers);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("set-cookie", "visitor=1");
    const answer = answers[url];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  let origin = "";
  const sealedBytes = () =>
    Buffer.concat([...world.gateway.blocksOf(small.cid).values()].map(({ bytes }) => bytes));

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // Of one's own servers alone a link may do without TLS.
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await asking({ url: origin });
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await asking(bad, good);
  });
  beforeEach(() => {
    paths.length = 0;
  });

  const openLink = (path: string) => open(remote(small, `${origin}${path}`));

  it("opens what its digest names, and tells the server nothing", async () => {
    await openLink("/right");
    const { bytes, from } = await openLink("/right");
    expect([bytes.equals(SMALL), from]).toEqual([true, new URL(origin).host]);
    for (const headers of given)
      expect([headers.cookie, headers.referer]).toEqual([undefined, undefined]);
  });

  it.each([
    ["/wrong", "attachment.forged"],
    ["/moved", "attachment.unreachable"],
    ["/long", "attachment.too-large"],
    ["/nowhere", "attachment.gone"],
  ])("opens nothing of %s, and goes nowhere else", async (path, code) => {
    await expect(openLink(path)).rejects.toEqual(refused(code));
    expect(new Set(paths)).toEqual(new Set([path]));
  });
});

/** Sends for as long as anybody listens. */
async function pour(response: ServerResponse): Promise<void> {
  while (!response.destroyed) {
    if (response.write(Buffer.alloc(1024 * 1024, 7))) continue;
    await new Promise<void>((resolve) => {
      response.once("drain", resolve);
      response.once("close", resolve);
    });
  }
}

describe("a file larger than is opened", { timeout: 30_000 }, () => {
  it("is refused by its root, whatever its sender says, where less is taken", async () => {
    const asked = { ...remote(large, `ipfs://${large.cid}`), sealedBytes: 7 };
    const limited = open(asked, { maxBytes: 2 * 1024 * 1024 });
    await expect(limited).rejects.toEqual(refused("attachment.too-large"));
    expect((await open(asked)).bytes.equals(LARGE)).toBe(true);
  });

  it("is refused when its root is known", async () => {
    const huge = await hugeRoot();
    bad.add(huge.cid, new Map([[huge.cid, huge.block]]));
    await asking(bad);
    try {
      const asked = { ...remote(small, `ipfs://${huge.cid}`) };
      await expect(open(asked)).rejects.toEqual(refused("attachment.too-large"));
    } finally {
      await asking(bad, good);
    }
  });
});
