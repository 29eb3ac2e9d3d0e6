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
};
