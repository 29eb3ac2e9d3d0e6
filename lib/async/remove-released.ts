/** Whoever was ended holds a file for another moment. */
const RELEASED_WITHIN_MS = 2_000;
const TRY_EVERY_MS = 50;

/**
 * Removes a file by `remove`, and waits up to two seconds for who still has it open (File System
 * Standard: `NoModificationAllowedError`). One that is not there is removed; fails as `remove` does.
 */
export async function removeReleased(remove: () => Promise<void>): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += TRY_EVERY_MS) {
    try {
      return await remove();
    } catch (error) {
      const { name } = error as DOMException;
      if (name === "NotFoundError") return;
      if (name !== "NoModificationAllowedError" || waitedMs >= RELEASED_WITHIN_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
  }
}
