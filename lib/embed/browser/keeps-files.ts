/** Of nothing: whoever may have it may have those of the engine's database. */
const PROBE = "parley-embed-probe";

/**
 * Whether the browser keeps anything for this site here: it is asked for what the engine's database
 * needs, before anybody signs in. Writes nothing.
 *
 * A lock is asked for, not the list of them: Firefox gives a site in another one's page its locks,
 * apart from its own, and refuses the list.
 */
export async function keepsFiles(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    await navigator.locks.request(PROBE, { mode: "shared" }, () => undefined);
    return true;
  } catch {
    return false;
  }
}
