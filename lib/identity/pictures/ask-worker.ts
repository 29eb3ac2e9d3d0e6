import { ParleyError } from "@/lib/errors/base.ts";
import { unpackError } from "@/lib/errors/wire.ts";
import type { PictureAnswer, PictureRequest } from "./picture-protocol.ts";

/** Longer than a description and a picture may take to arrive. */
const TIMEOUT_MS = 25_000;

/** Has a worker of its own fetch a picture, and ends it, whatever it is busy with. */
export async function askWorker(
  request: PictureRequest,
): Promise<Exclude<PictureAnswer, { kind: "failed" }>> {
  const worker = new Worker(new URL("./picture.worker.ts", import.meta.url), { type: "module" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const answer = await new Promise<PictureAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<PictureAnswer>) => resolve(data);
      worker.onerror = () => reject(failure("The worker did not start"));
      timer = setTimeout(() => reject(failure("The worker took too long")), TIMEOUT_MS);
      worker.postMessage(request);
    });
    if (answer.kind === "failed") throw unpackError(answer.error);
    return answer;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

function failure(message: string): ParleyError {
  return new ParleyError("picture.unreachable", message);
}
