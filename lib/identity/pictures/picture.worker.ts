import { toParleyError } from "@/lib/errors/base.ts";
import { packError } from "@/lib/errors/wire.ts";
import { drawPixels } from "./draw-small.ts";
import { findImage } from "./find-image.ts";
import type { PictureAnswer, PictureRequest } from "./picture-protocol.ts";

/*
 * A worker for one picture. It may ask any server, which the page may not, and what a picture
 * does to a decoder it does here: the page ends it when it takes too long.
 */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<PictureRequest>) => void) | null;
  postMessage(answer: PictureAnswer): void;
};

scope.onmessage = ({ data: { wanted, servers } }) => {
  void answer({ wanted, servers }).then((answered) => scope.postMessage(answered));
};

async function answer({ wanted, servers }: PictureRequest): Promise<PictureAnswer> {
  try {
    const found = await findImage(wanted, servers);
    if (found.kind === "drawing") return found;
    return { kind: "picture", url: await drawPixels(found.bytes) };
  } catch (error) {
    return { kind: "failed", error: packError(toParleyError(error, "picture.unreadable")) };
  }
}
