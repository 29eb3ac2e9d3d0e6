import type { UnlessElsewhere } from "../ports.ts";

/** Tasks under a Web Lock of their name; without locks (an insecure origin) they just run. */
export function webRunLock(prefix: string): UnlessElsewhere {
  return async (name, task) => {
    if (!navigator.locks) return task();
    return navigator.locks.request(`${prefix}${name}`, { ifAvailable: true }, (lock) =>
      lock ? task() : undefined,
    );
  };
}
