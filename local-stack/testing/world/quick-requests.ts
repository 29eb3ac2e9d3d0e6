import { okResponse } from "../../xmtp/identity/grpc-web-frames.ts";

const EMPTY = okResponse(new Uint8Array());
const HEADERS = EMPTY.headers;
const NOTHING = new Uint8Array(await EMPTY.arrayBuffer());
const ENDED: ReadableStreamReadResult<Uint8Array> = { done: true, value: undefined };

/**
 * What libxmtp asks for, as it wrote it. The platform's own `Request` copies and checks all of it, which
 * takes a tenth of the time of a message; so a thread of a world has this in its place.
 */
export class QuickRequest {
  readonly url: string;
  readonly init: RequestInit;

  constructor(url: string, init: RequestInit = {}) {
    this.url = url;
    this.init = init;
  }
}

/** Makes libxmtp's requests in this thread cheap; `fetch` has to take {@link QuickRequest}s then. */
export function useQuickRequests(): void {
  const aborted = new DOMException("This request is over.", "AbortError");
  // libxmtp ends each request by aborting it, and an error with its stack costs more than the rest.
  class QuickAbortController extends AbortController {
    override abort(reason: unknown = aborted): void {
      super.abort(reason);
    }
  }
  globalThis.AbortController = QuickAbortController;
  globalThis.Request = QuickRequest as unknown as typeof Request;
}

/** The answer of a call that succeeded with nothing to say, without the machinery of streams. */
export function quickAnswer(): Response {
  let chunk: Uint8Array | undefined = NOTHING;
  const reader = {
    async read(): Promise<ReadableStreamReadResult<Uint8Array>> {
      if (!chunk) return ENDED;
      const value = chunk;
      chunk = undefined;
      return { done: false, value };
    },
    async cancel(): Promise<void> {},
    releaseLock(): void {},
  };
  return Object.create(Response.prototype, {
    status: { value: 200 },
    headers: { value: HEADERS },
    body: { value: { getReader: () => reader } },
  });
}
