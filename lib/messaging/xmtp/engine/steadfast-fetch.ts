type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/** What publishes envelopes: sent again by the engine, it would be another envelope. */
const PUBLISHES = /\/(?:[\w.]+\.)?MlsApi\/SendGroupMessages$/;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;
/** Bad gateway, service unavailable, gateway timeout: whether the envelope got through is not said. */
const GATEWAY_FAILURES = new Set([502, 503, 504]);
/** A call that is cut so often while its server answers others is refused, by somebody in between. */
const MOST_CUTS = 3;

/**
 * A `fetch` for the engine under which a message has one time and one place for everybody.
 *
 * When the answer to a publication is lost nobody knows whether the network has the envelope. The
 * engine would encrypt the message anew and publish it again; receivers keep the first of the two
 * and the sender the second, at another place in the conversation. So the same bytes are sent
 * until there is an answer, however long that takes: for receivers they are the same envelope, and
 * the sender recognises whichever of them came first as its own.
 *
 * @param pause resolves after that many milliseconds, or when the signal is aborted
 */
export function steadfastFetch(fetch: Fetch, pause: Pause = pauseFor): Fetch {
  let isRefused = false;
  return async (input, init) => {
    const request = new Request(input, init);
    if (!PUBLISHES.test(new URL(request.url).pathname)) return fetch(request);
    const body = await request.arrayBuffer();
    for (let cuts = 1; ; cuts++) {
      try {
        const answer = await whole(await fetch(new Request(request.url, copyOf(request, body))));
        isRefused = false;
        return answer;
      } catch (error) {
        isRefused ||= cuts === MOST_CUTS;
        if (request.signal.aborted || isRefused) throw error;
        await untilItAnswers(request, fetch, pause);
      }
    }
  };
}

type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

function copyOf({ method, headers, signal }: Request, body: ArrayBuffer): RequestInit {
  return { method, headers, signal, body };
}

/** An answer that breaks off is none, and neither is that of a gateway without its server. */
async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const body = await response.arrayBuffer();
  if (GATEWAY_FAILURES.has(status)) throw new TypeError(`A gateway answered with ${status}`);
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
}

/** Any answer will do: the question is whether the server is there. */
async function untilItAnswers({ url, signal }: Request, fetch: Fetch, pause: Pause): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    await pause(pauseMs, signal);
    try {
      await fetch(new URL(url).origin, { mode: "no-cors", signal });
      return;
    } catch (error) {
      if (signal.aborted) throw error;
    }
  }
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
