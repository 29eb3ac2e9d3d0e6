/**
 * Whether the browser keeps anything for this site here: it is asked for what the engine's database
 * needs, before anybody signs in. Writes nothing.
 */
export async function keepsFiles(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    await navigator.locks.query();
    return true;
  } catch {
    return false;
  }
}
