/** The worker that has the index: reading many words at once would hold up a page. */

import { toParleyError } from "@/lib/errors/base.ts";
import { packError } from "@/lib/errors/wire.ts";
import type { IndexReply, IndexRequest } from "./protocol.ts";
import { serveIndex } from "./serve-index.ts";

const serve = serveIndex();
let opening: Promise<unknown> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<IndexRequest & { id: number }>) => {
  // Nobody waits for a saving: what is to be saved is taken at once, and written meanwhile.
  const answering = opening.then(() => answer(data));
  if (data.kind === "open") opening = answering;
});

async function answer({ id, ...request }: IndexRequest & { id: number }): Promise<void> {
  try {
    reply({ id, value: await serve(request) });
  } catch (error) {
    reply({ id, error: packError(toParleyError(error, "search.failed")) });
  }
}

function reply(message: IndexReply): void {
  postMessage(message);
}
