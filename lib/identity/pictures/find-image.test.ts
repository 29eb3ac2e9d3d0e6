import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findImage } from "./find-image.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==",
  "base64",
);
const SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>";

let server: Server;
let origin: string;
let asked: IncomingMessage[] = [];

type Page = (response: ServerResponse) => void;

const pages: Record<string, Page> = {
  "/face.png": (response) => response.end(PNG),
  "/drawing": (response) => response.end(SVG),
  "/page": (response) => response.end("<html>not found</html>"),
  "/bomb.png": (response) => {
    const bomb = Buffer.from(PNG);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    response.end(bomb);
  },
  "/endless": (response) => {
    const pour = () => {
      while (response.write(Buffer.alloc(64 * 1024))) if (response.destroyed) return;
    };
    response.on("drain", pour);
    response.on("close", () => {
      flowed = response.socket?.bytesWritten ?? 0;
    });
    pour();
  },
  "/token.json": (response) => response.end(JSON.stringify({ image: `${origin}/face.png` })),
  "/token-ipfs.json": (response) => response.end(JSON.stringify({ image: "ipfs://bafy/face.png" })),
  "/token-drawn.json": (response) => response.end(JSON.stringify({ image_data: SVG })),
  "/token-inline.json": (response) =>
    response.end(JSON.stringify({ image: `data:image/png;base64,${PNG.toString("base64")}` })),
  "/token-without.json": (response) => response.end("{}"),
  "/ipfs/bafy/face.png": (response) => response.end(PNG),
};
let flowed = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    const page = pages[request.url ?? ""];
    response.setHeader("set-cookie", "who=you");
    response.setHeader("etag", '"who-you-are"');
    if (page) return page(response);
    response.statusCode = 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const servers = () => ({ allowsLocal: true, ipfsGatewayUrl: origin });
const find = (text: string) => findImage({ text, isDescription: false }, servers());
const findByToken = (text: string) => findImage({ text, isDescription: true }, servers());
const refusal = (code: string) => expect.objectContaining({ code });

describe("finding the picture that a text names", () => {
  it("gives pixels and drawings, whatever the server calls them", async () => {
    const pixels = await find(`${origin}/face.png`);
    expect(pixels).toMatchObject({ kind: "pixels" });
    expect(pixels.kind === "pixels" && pixels.bytes).toMatchObject({
      type: "image/png",
      size: PNG.length,
    });
    expect(await find(`${origin}/drawing`)).toEqual({ kind: "drawing", svg: SVG });
    expect(await find("ipfs://bafy/face.png")).toMatchObject({ kind: "pixels" });
  });

  it("asks nobody about a picture that the text holds", async () => {
    expect(await find(`data:image/svg+xml;utf8,${SVG}`)).toEqual({ kind: "drawing", svg: SVG });
    expect(asked).toEqual([]);
  });

  it("takes no picture of too many pixels, before anything decodes it", async () => {
    await expect(find(`${origin}/bomb.png`)).rejects.toEqual(refusal("picture.too-large"));
  });

  it("hangs up on a server that does not stop", async () => {
    await expect(find(`${origin}/endless`)).rejects.toEqual(refusal("picture.too-large"));
    await expect.poll(() => flowed).toBeGreaterThan(0);
    expect(flowed).toBeLessThan(40 * 1024 * 1024);
  });

  it("says what is missing", async () => {
    await expect(find(`${origin}/page`)).rejects.toEqual(refusal("picture.unreadable"));
    await expect(find(`${origin}/nothing`)).rejects.toEqual(refusal("picture.unreachable"));
    await expect(find("http://127.0.0.1:9/")).rejects.toEqual(refusal("picture.unreachable"));
    await expect(find("a picture")).rejects.toEqual(refusal("picture.unsupported"));
  });
});

describe("finding the picture of a token", () => {
  it.each(["token.json", "token-ipfs.json", "token-inline.json"])("follows %s", async (file) => {
    expect(await findByToken(`${origin}/${file}`)).toMatchObject({ kind: "pixels" });
  });

  it("reads a description that is kept on the chain, and the drawing in it", async () => {
    expect(await findByToken(`${origin}/token-drawn.json`)).toEqual({ kind: "drawing", svg: SVG });
    const json = Buffer.from(JSON.stringify({ image_data: SVG })).toString("base64");
    asked = [];
    const found = await findByToken(`data:application/json;base64,${json}`);
    expect(found).toEqual({ kind: "drawing", svg: SVG });
    expect(asked).toEqual([]);
  });

  it("says when the description names none, or is none", async () => {
    for (const file of ["token-without.json", "face.png"])
      await expect(findByToken(`${origin}/${file}`)).rejects.toEqual(refusal("picture.unreadable"));
  });
});
