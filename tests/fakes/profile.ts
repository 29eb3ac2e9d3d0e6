import { ParleyError } from "@/lib/errors/base.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { TabChannel, TabLock } from "@/lib/messaging/ports/tabs.ts";

/** One tab of a fake profile: what it has of the lock, and its end of the channel. */
export type FakeTab = {
  lock: TabLock;
  channel: TabChannel;
  /** The browser ends the tab: it hears and says nothing any more, and its lock is free. */
  crash(): void;
};

type Waiter = { tab: symbol; grant: () => void };

const TAKE_OVER_MS = 5_000;

/** The tabs of one browser profile, linked as a browser links them; `host` has their time. */
export function createProfile(host?: Pick<MessagingHost, "nowMs" | "at">): {
  openTab(): FakeTab;
  readonly isLocked: boolean;
} {
  const ears = new Map<symbol, Set<(message: unknown) => void>>();
  const handoverListeners = new Map<symbol, Set<() => void>>();
  let holder: symbol | undefined;
  let line: Waiter[] = [];

  function free(tab: symbol): void {
    if (holder !== tab) return;
    holder = undefined;
    line.shift()?.grant();
  }

  function lineUp(tab: symbol, where: "first" | "last"): Promise<void> & { leave(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const grant = () => {
      holder = tab;
      resolve();
    };
    const waiter = { tab, grant };
    if (holder === undefined) grant();
    else line = where === "first" ? [waiter, ...line] : [...line, waiter];
    const leave = () => {
      line = line.filter((other) => other !== waiter);
    };
    return Object.assign(promise, { leave });
  }

  /** A holder that was asked before it was one may not know of it. */
  async function inTime(turn: ReturnType<typeof lineUp>): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = host?.at(host.nowMs() + TAKE_OVER_MS, () => {
      turn.leave();
      reject(new ParleyError("tab.elsewhere", "The holder did not let go"));
    });
    await Promise.race([turn, promise]);
    stop?.();
  }

  function createLock(tab: symbol): TabLock {
    return {
      acquire: async () => {
        if (holder === undefined) holder = tab;
        return holder === tab ? "held" : "elsewhere";
      },
      wait: () => {
        if (holder === tab) return { granted: Promise.resolve(true), leave: () => undefined };
        const { promise, resolve } = Promise.withResolvers<boolean>();
        const turn = lineUp(tab, "last");
        void turn.then(() => resolve(true));
        const leave = () => {
          turn.leave();
          resolve(false);
        };
        return { granted: promise, leave };
      },
      takeOver: async () => {
        if (holder === tab) return;
        const turn = lineUp(tab, "first");
        const asked = holder === undefined ? undefined : handoverListeners.get(holder);
        if (holder !== tab) for (const listener of asked ?? []) listener();
        await inTime(turn);
      },
      onHandoverRequested: (listener) => {
        const listeners = handoverListeners.get(tab) ?? new Set();
        handoverListeners.set(tab, listeners.add(listener));
        return () => listeners.delete(listener);
      },
      release: () => free(tab),
    };
  }

  function createChannel(tab: symbol): TabChannel {
    return {
      post: (message) => {
        if (!ears.has(tab)) return;
        for (const [other, listeners] of ears) {
          if (other === tab) continue;
          const copy = structuredClone(message);
          queueMicrotask(() => {
            if (ears.has(other)) for (const hear of listeners) hear(copy);
          });
        }
      },
      onMessage: (listener) => {
        ears.get(tab)?.add(listener);
        return () => ears.get(tab)?.delete(listener);
      },
    };
  }

  return {
    get isLocked() {
      return holder !== undefined;
    },
    openTab() {
      const tab = Symbol("tab");
      ears.set(tab, new Set());
      return {
        lock: createLock(tab),
        channel: createChannel(tab),
        crash() {
          ears.delete(tab);
          handoverListeners.delete(tab);
          line = line.filter((waiter) => waiter.tab !== tab);
          free(tab);
        },
      };
    },
  };
}
