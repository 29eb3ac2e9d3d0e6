import type { IncomingMessage, ServerResponse } from "node:http";
import { BadRequestError } from "../request.ts";
import { MissingBlockError, NotAFileError } from "../walk-dag.ts";

/** What is asked to be let go is not pinned; said as Kubo says it. */
export class NotPinnedError extends Error {
  override readonly name = "NotPinnedError";
}

/** Whether it says something of the request, and nothing of this node. */
export function isExpected(error: unknown): boolean {
  return [BadRequestError, NotPinnedError, MissingBlockError, NotAFileError].some(
    (kind) => error instanceof kind,
  );
}

/** Kubo's `ErrorType`: an error of its own, or of the one who asks. */
const NORMAL = 0;
const CLIENT = 1;

/** Answers in Kubo's shape, whose clients read `Message`. */
export function sendError(response: ServerResponse, error: unknown): void {
  // Half an answer that ended well would be taken for a whole one.
  if (response.headersSent) return void response.destroy();
  const isBad = error instanceof BadRequestError;
  const Message = error instanceof Error ? error.message : String(error);
  whenRead(response.req, () => {
    // More may be left of the body, so this connection can't carry another request.
    response.writeHead(isBad ? 400 : 500, {
      "content-type": "application/json",
      connection: "close",
    });
    response.end(JSON.stringify({ Message, Code: isBad ? CLIENT : NORMAL, Type: "error" }));
  });
}

/** Who still writes does not hear an answer that ends the connection. More than this nobody waits for. */
const MOST_DROPPED_BYTES = 1024 * 1024;

function whenRead(request: IncomingMessage, then: () => void): void {
  if (request.complete || request.destroyed) {
    then();
    return;
  }
  let dropped = 0;
  const drop = (chunk: Uint8Array) => {
    dropped += chunk.length;
    if (dropped > MOST_DROPPED_BYTES) end();
  };
  const end = () => {
    request.off("data", drop).off("end", end).off("close", end).pause();
    then();
  };
  request.on("data", drop).once("end", end).once("close", end).resume();
}
