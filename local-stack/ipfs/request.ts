import type { IncomingMessage } from "node:http";

/** What makes no sense in a request. */
export class BadRequestError extends Error {
  override readonly name = "BadRequestError";
}

/** Not by `URL`, which throws for some targets that clients may send. */
export function readTarget(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const [path = "/", ...query] = (request.url ?? "/").split("?");
  return { path, query: new URLSearchParams(query.join("?")) };
}
