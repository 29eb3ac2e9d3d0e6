import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import busboy from "busboy";
import { BadRequestError } from "../request.ts";

/** A file of a multipart body. Its content throws where the body breaks off: half a file is none. */
export type SentFile = { name: string; content: AsyncIterable<Uint8Array> };

const DIRECTORY = "application/x-directory";

/** The files of a multipart body, one after the other, as they arrive. */
export async function* readFiles(request: IncomingMessage): AsyncGenerator<SentFile> {
  const parser = openParser(request);
  const files = new PassThrough({ objectMode: true });
  const fail = (error: unknown) => {
    const cause = asError(error);
    parser.destroy(cause);
    files.destroy(cause);
  };
  parser.on("file", (_field, content, { filename, mimeType }) => {
    // Whoever reads it hears of the error too; an error that nobody reads must not end the process.
    content.on("error", fail);
    if (mimeType === DIRECTORY) fail(new BadRequestError("directories are not supported here"));
    else files.write({ name: nameOf(filename), content } satisfies SentFile);
  });
  parser.on("error", fail);
  parser.on("close", () => files.end());
  request.on("error", fail);
  request.on("close", () => request.complete || fail(new Error("the request broke off")));
  request.pipe(parser);
  try {
    yield* files as AsyncIterable<SentFile>;
  } finally {
    // What is left is read and thrown away: a client that is still sending would not hear the answer.
    request.unpipe(parser);
    request.resume();
    parser.destroy();
  }
}

function openParser(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, preservePath: true });
  } catch (error) {
    throw new BadRequestError(asError(error).message);
  }
}

/** Clients write it as in a URL. Absent for bytes without a name. */
function nameOf(fileName: string | undefined): string {
  if (!fileName) return "";
  try {
    return decodeURIComponent(fileName);
  } catch {
    return fileName;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
