import type { NodeRequest, NodeResponse } from "../xmtp/wire/universal-request.ts";

type Serve<Request, Response> = (request: Request, response: Response) => void;

/** Requests that take longer are no longer waited for. */
const PATIENCE_MS = 2_000;
const AGAIN_MS = 10;

/** What all requests pass. While it is shut they wait, and go on as if they had come later. */
export class Gate {
  #shut: Promise<unknown> | undefined;
  #inside = 0;
  #onEmpty: (() => void) | undefined;

  pass<Request extends NodeRequest, Response extends NodeResponse>(
    serve: Serve<Request, Response>,
  ): Serve<Request, Response> {
    return (request, response) => {
      let where: "waiting" | "inside" | "gone" = "waiting";
      // Heard from the beginning: who leaves while it waits must not come in. The two response classes
      // have the same events, but their overloads do not unite.
      (response as NodeJS.EventEmitter).once("close", () => {
        if (where === "inside") this.#leave();
        where = "gone";
      });
      const enter = () => {
        if (where === "gone") return;
        if (this.#shut) return void this.#shut.then(enter);
        where = "inside";
        this.#inside += 1;
        serve(request, response);
      };
      enter();
    };
  }

  /**
   * Runs the task while nobody is inside and all others wait; one task after the other. `endStreams` may
   * be called several times.
   */
  async shutWhile<Result>(endStreams: () => void, task: () => Promise<Result>): Promise<Result> {
    while (this.#shut) await this.#shut;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#shut = promise;
    try {
      await this.#untilEmpty(endStreams);
      return await task();
    } finally {
      this.#shut = undefined;
      resolve();
    }
  }

  #leave(): void {
    this.#inside -= 1;
    if (this.#inside === 0) this.#onEmpty?.();
  }

  async #untilEmpty(endStreams: () => void): Promise<void> {
    endStreams();
    if (this.#inside === 0) return;
    // A request that came a moment ago may become a stream only now.
    const again = setInterval(endStreams, AGAIN_MS);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    clearInterval(again);
    this.#onEmpty = undefined;
  }
}
