import type { OneTabAtATime } from "../ports.ts";

/** Tasks under a Web Lock of that name; without locks (an insecure origin) they just run. */
export function oneTabAtATime(name: string): OneTabAtATime {
  return async (task) => (navigator.locks ? await navigator.locks.request(name, task) : task());
}
