import type { Heard } from "./core/handover.ts";
import type { FromFrame, FromHost } from "./core/protocol.ts";

/** Ends what was begun. Calling it twice is harmless. */
export type Unsubscribe = () => void;

/** The page around this frame, after both have checked each other. */
export type HostLink = {
  /** Its origin, of the operator's list. */
  readonly origin: string;
  /** Whether it has a place to put the panel away to. */
  readonly canClose: boolean;
  say(said: FromFrame): void;
  /** What is nothing of the protocol is not told. */
  onSaid(listener: (said: FromHost) => void): Unsubscribe;
  /** What it had said before it was met here. */
  readonly heard?: Heard;
  /** It is not there any more. A frame ends with its page, and is told nothing. */
  onLeft?(listener: () => void): Unsubscribe;
};

/** A window that this frame opened. */
export type OwnWindow = { focus(): void; close(): void };

/**
 * Opens a window at a path of this origin, which takes the place of this frame with its page;
 * undefined where the browser does not let it.
 */
export type OpenWindow = (
  path: string,
  asked: {
    /** What the page has said until then. */
    heard: () => Heard;
    /** The window is not there any more. */
    onLeft: () => void;
  },
) => OwnWindow | undefined;
