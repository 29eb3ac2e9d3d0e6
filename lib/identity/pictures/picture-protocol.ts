import type { WireError } from "@/lib/errors/wire.ts";
import type { WantedImage } from "./find-image.ts";
import type { PictureServers } from "./picture-source.ts";

/** What the page asks its worker, once. */
export type PictureRequest = { wanted: WantedImage; servers: PictureServers };

/** What the worker answers, once. */
export type PictureAnswer =
  | { kind: "picture"; url: string }
  /** To be drawn by the page. */
  | { kind: "drawing"; svg: string }
  | { kind: "failed"; error: WireError };
