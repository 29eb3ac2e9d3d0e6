import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { build } from "vite";

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" };

/** Answers what it knows of, and says whether it did. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => boolean;

export type FilesSite = { url: string; close: () => Promise<void> };

/** Bundles the page of files and serves it, beside whatever `answer` answers. */
export async function serveFilesPage(answer: Answering = () => false): Promise<FilesSite> {
  const root = await mkdtemp(join(tmpdir(), "parley-files-page-"));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: "error",
    build: { outDir: root, emptyOutDir: true, target: "esnext" },
    worker: { format: "es" },
    resolve: { alias: { "@": join(import.meta.dirname, "../..") } },
  });
  const server = createServer(async (request, response) => {
    if (answer(request, response)) return;
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = join(root, path === "/" ? "index.html" : path);
    const bytes = await readFile(file).catch(() => undefined);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(bytes ? 200 : 404, { "content-type": type }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(root, { recursive: true, force: true });
    },
  };
}
