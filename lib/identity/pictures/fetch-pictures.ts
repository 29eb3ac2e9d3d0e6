import type { ChainRpc } from "@/lib/config/settings.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "../core/address.ts";
import type { Pictures } from "../ports.ts";
import { askWorker } from "./ask-worker.ts";
import { drawDrawing } from "./draw-small.ts";
import type { WantedImage } from "./find-image.ts";
import { type PictureServers, type PictureToken, parsePictureSource } from "./picture-source.ts";
import { tokenDescription } from "./token-description.ts";

type PictureOptions = { chains: readonly ChainRpc[]; servers: PictureServers };

/** Pictures from wherever names and groups say they are (ENSIP-12), small and still. */
export function createPictures({ chains, servers }: PictureOptions): Pictures {
  async function descriptionOf(token: PictureToken, owner: Address | undefined): Promise<string> {
    if (owner) return tokenDescription(token, owner, chains);
    throw new ParleyError("picture.unsupported", "A token, and nobody to own it");
  }
  return {
    async fetch({ address, avatarText }) {
      const source = parsePictureSource(avatarText);
      if (!source) throw new ParleyError("picture.unsupported", "The text names no place");
      const wanted: WantedImage =
        source.kind === "token"
          ? { text: await descriptionOf(source.token, address), isDescription: true }
          : { text: avatarText, isDescription: false };
      const answer = await askWorker({ wanted, servers });
      return answer.kind === "picture" ? answer.url : drawDrawing(answer.svg);
    },
  };
}
