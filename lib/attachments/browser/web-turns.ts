import type { TakeTurn } from "../ports.ts";

/** Turns under Web Locks of these names; without locks (an insecure origin) it is always one's turn. */
export function webTurns(prefix: string): TakeTurn {
  return (name, signal) => {
    if (!navigator.locks) return Promise.resolve(() => undefined);
    return new Promise((resolve, reject) => {
      const held = () => new Promise<void>((release) => resolve(() => release()));
      navigator.locks.request(`${prefix}${name}`, signal ? { signal } : {}, held).catch(reject);
    });
  };
}
