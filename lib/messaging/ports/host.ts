/** Ends what was begun. Calling it twice is harmless. */
export type Unsubscribe = () => void;

/** Time, chance and the page, as the flows need them; virtual in tests. */
export type MessagingHost = {
  nowMs(): number;
  /** Runs once at that time, or soon when it has passed. */
  at(atMs: number, run: () => void): Unsubscribe;
  /** Runs before the next paint, or within a moment while the page is hidden. */
  beforePaint(run: () => void): void;
  /** In [0, 1). */
  random(): number;
  newKey(): string;
  /** From the browser's own source of chance, good for keys. */
  randomBytes(length: number): Uint8Array;
  startOfDayMs(atMs: number): number;
  /** The network came back, or the page was asleep for a while. */
  onWoke(listener: () => void): Unsubscribe;
  /** The page may be gone after this. */
  onLeaving(listener: () => void): Unsubscribe;
};
