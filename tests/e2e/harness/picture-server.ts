import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { crc32, deflateSync } from "node:zlib";

/** A server of pictures on this machine, that notes who asks. */
export type PictureServer = {
  origin: string;
  /** What is at a path from now on; nothing, when it is left out. */
  put(path: string, body?: Buffer | string): void;
  asked: { path: string; headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
};

/** Starts one that any site may read, and that tries to recognise who comes back. */
export async function startPictureServer(): Promise<PictureServer> {
  const bodies = new Map<string, Buffer | string>();
  const asked: PictureServer["asked"] = [];
  const server = createServer(({ url = "", headers }, response) => {
    asked.push({ path: url, headers });
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("set-cookie", "visitor=1");
    response.setHeader("etag", '"visitor-1"');
    const body = bodies.get(url);
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    put: (path, body) => (body === undefined ? bodies.delete(path) : bodies.set(path, body)),
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A PNG of one colour, `size` pixels square (W3C PNG, section 11). */
export function plainPng(
  size: number,
  [red, green, blue]: readonly [number, number, number],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8);
  const row = Buffer.concat([Buffer.alloc(1), Buffer.alloc(size * 3)]);
  for (let x = 0; x < size; x++) row.set([red, green, blue], 1 + x * 3);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND")]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
