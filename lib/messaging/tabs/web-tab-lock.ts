import { ParleyError } from "@/lib/errors/base.ts";
import type { TabLock } from "../ports.ts";

/**
 * The tab lock over Web Locks: the browser frees it when its tab closes or crashes, so nobody
 * is ever locked out by a tab that is gone. A BroadcastChannel carries the request to let go.
 */
export function webTabLock(name: string): TabLock {
  const listeners = new Set<() => void>();
  let letGo: (() => void) | undefined;
  let closeChannel: (() => void) | undefined;

  /** Asks for the lock; the answer comes once it is held or, with `ifAvailable`, taken. */
  function request(options: LockOptions): Promise<boolean> {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(name, options, async (lock) => {
          resolve(lock !== null);
          if (lock) await hold();
        })
        .catch(reject);
    });
  }

  function hold(): Promise<void> {
    const channel = new BroadcastChannel(name);
    channel.onmessage = () => {
      for (const listener of listeners) listener();
    };
    closeChannel = () => channel.close();
    return new Promise((resolve) => {
      letGo = resolve;
    });
  }

  function askHolder(): void {
    const channel = new BroadcastChannel(name);
    channel.postMessage("let go");
    channel.close();
  }

  return {
    async acquire() {
      if (letGo) return "held";
      return (await request({ ifAvailable: true })) ? "held" : "elsewhere";
    },
    async takeOver() {
      if (letGo) return;
      // In line first, then asking: nobody can slip in between.
      const held = request({});
      askHolder();
      if (!(await held)) throw new ParleyError("tab.elsewhere", "The lock was not granted");
    },
    onHandoverRequested(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    release() {
      closeChannel?.();
      letGo?.();
      closeChannel = undefined;
      letGo = undefined;
    },
  };
}
