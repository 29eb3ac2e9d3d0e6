import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Logger } from "pino";
import { ArchiveTooLargeError, type HistoryFiles } from "./history-files.ts";

const FILES = "/files/";

/**
 * The history server of device sync: `POST /upload` answers with an id, `GET /files/{id}` with the
 * bytes. libxmtp posts the archive as the whole body and reads the id as plain text.
 */
export function serveHistory(files: HistoryFiles, log: Logger): RequestListener {
  return (request, response) => {
    route(files, request, response).catch((error: unknown) => {
      log.warn({ err: error }, "archive request failed");
      refuse(response, error);
    });
  };
}

async function route(files: HistoryFiles, request: IncomingMessage, response: ServerResponse) {
  const pathname = request.url?.split("?", 1)[0] ?? "/";
  if (request.method === "POST" && pathname === "/upload") {
    const id = await files.keep(request);
    response.writeHead(200, { "content-type": "text/plain" }).end(id);
    return;
  }
  if (request.method === "GET" && pathname.startsWith(FILES)) {
    return sendFile(files, pathname.slice(FILES.length), response);
  }
  response.writeHead(404).end();
}

async function sendFile(files: HistoryFiles, id: string, response: ServerResponse): Promise<void> {
  const file = await files.find(id);
  if (!file) return void response.writeHead(404).end();
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": file.sizeBytes,
  });
  await pipeline(file.content, response);
}

/** Answers as without room on the disk. */
export function refuseAsFull(response: ServerResponse): void {
  refuse(response, Object.assign(new Error("no space left on device"), { code: "ENOSPC" }));
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const status = statusOf(error);
  // The rest of the body is not read, so this connection cannot carry another request.
  response.writeHead(status, { connection: "close", "content-type": "text/plain" });
  response.end(status === 413 ? (error as Error).message : undefined);
}

function statusOf(error: unknown): number {
  if (error instanceof ArchiveTooLargeError) return 413;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOSPC" ? 507 : 500;
}
