/**
 * How a page hears that a worker is gone: no event tells of one that the browser ended for want
 * of memory, or that closed itself. But a Web Lock is freed with whoever held it.
 */

/** In the worker: takes a lock for as long as it lives, and gives the lock's name. */
export function holdLife(): Promise<string> {
  const lockName = `parley-worker-${crypto.randomUUID()}`;
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName, () => {
        resolve(lockName);
        return new Promise<never>(() => undefined);
      })
      .catch(reject);
  });
}

/** In the page: resolves when the worker that holds the lock is gone. Fails when `signal` aborts. */
export async function lifeEnd(lockName: string, signal: AbortSignal): Promise<void> {
  await navigator.locks.request(lockName, { signal }, () => undefined);
}
