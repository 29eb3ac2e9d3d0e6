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

/** A link that can be given up: nothing is heard or said by it any more. */
export type EndingLink = HostLink & { end(): void };

/** The person at the panel, as far as what the page wishes has to wait for them. */
export type Person = {
  /** They are writing, or a dialog waits for their answer. */
  isBusy(): boolean;
  /** The panel is on a screen that can be seen. */
  isLooking(): boolean;
  /** Begins to notice what they do. */
  watch(): Unsubscribe;
  /** Calls back again and again, for who waits for one of these. */
  nowAndThen(look: () => void): Unsubscribe;
};

/** The sites that somebody refused something, for as long as this browser's tab is there. */
export type Refusals = {
  has(origin: string): boolean;
  keep(origin: string): void;
  forget(origin: string): void;
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
