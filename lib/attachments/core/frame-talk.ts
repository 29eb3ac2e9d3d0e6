/** What the page and the frame that shows documents say to each other, over a port of their own. */

/** The frame's first word, with the port: sent to the page that it is in, and to no other. */
export const FRAME_READY = "parley-document-frame";

export type ToFrame =
  | {
      kind: "show";
      what: "pdf" | "text";
      bytes: ArrayBuffer;
      /** What it is called, for who hears it. */
      name: string;
      scheme: "light" | "dark";
    }
  /** How large, of what fits the width. */
  | { kind: "zoom"; scale: number };

export type FromFrame =
  /** `isCut`: only its beginning is there. */
  | { kind: "shown"; isCut: boolean }
  | { kind: "page"; at: number; count: number }
  | { kind: "failed"; reason: "locked" | "failed" | "notLoaded" }
  /** The focus is in the frame, and the page has to know. */
  | { kind: "key"; key: "Escape" };
