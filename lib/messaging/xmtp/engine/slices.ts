/** Shorter than a person notices, longer than what is asked between two slices takes. */
const SLICE_MS = 16;

/**
 * Cuts long work into slices: the engine has one thread, and who opens a conversation should not
 * wait for a thousand others. Await what it gives before each step; mostly it is nothing.
 */
export function inSlices(): () => Promise<void> | undefined {
  let endsAtMs = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < endsAtMs) return undefined;
    return new Promise((resolve) => {
      setTimeout(() => {
        endsAtMs = performance.now() + SLICE_MS;
        resolve();
      });
    });
  };
}
