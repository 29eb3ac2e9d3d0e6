import { ParleyError } from "@/lib/errors/base.ts";
import type { TabLock } from "../ports/tabs.ts";

/** A tab that does not let go within this is busy, or stopped in a debugger. */
const TAKE_OVER_MS = 5_000;

/** Chromium counts locks among the site data that a person may deny. */
function toLockError(error: unknown): unknown {
  if (!(error instanceof DOMException) || error.name !== "SecurityError") return error;
  return new ParleyError("storage.unavailable", error.message, { cause: error });
}

/**
 * The tab lock over Web Locks: the browser frees it when its tab closes or crashes, so nobody
 * is ever locked out by a tab that is gone. A BroadcastChannel carries the request to let go.
 */
export function webTabLock(name: string): TabLock {
  const listeners = new Set<() => void>();
  let letGo: (() => void) | undefined;
  let passing: AbortController | undefined;
  let channel: BroadcastChannel | undefined;

  /** One ear for waiting and for holding: what is said between the two must reach one of them. */
  function listen(): void {
    channel ??= new BroadcastChannel(name);
    channel.onmessage = () => {
      if (!letGo) return passing?.abort();
      for (const listener of listeners) listener();
    };
  }

  function release(): void {
    channel?.close();
    channel = undefined;
    letGo?.();
    letGo = undefined;
  }

  /** Asks for the lock; the answer comes once it is held or, with `ifAvailable`, taken. */
  function request(options: LockOptions): Promise<boolean> {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(name, options, async (lock) => {
          resolve(lock !== null);
          if (lock) await hold();
        })
        .catch((error: unknown) => reject(toLockError(error)));
    });
  }

  function hold(): Promise<void> {
    listen();
    return new Promise((resolve) => {
      letGo = resolve;
    });
  }

  function askHolder(): void {
    const asking = new BroadcastChannel(name);
    asking.postMessage("let go");
    asking.close();
  }

  /** One turn in the line. Whoever asks for the lock goes first: this tab lines up anew. */
  async function lineUp(signal: AbortSignal): Promise<"held" | "passed" | "left"> {
    const turn = new AbortController();
    passing = turn;
    listen();
    try {
      await request({ signal: AbortSignal.any([signal, turn.signal]) });
      return "held";
    } catch (error) {
      if (signal.aborted) return "left";
      if (turn.signal.aborted) return "passed";
      throw error;
    }
  }

  async function waitInLine(signal: AbortSignal): Promise<boolean> {
    if (letGo) return true;
    for (;;) {
      const end = await lineUp(signal);
      if (end === "held") return true;
      if (end === "left") {
        // Unless this tab has got the lock in another way meanwhile.
        if (!letGo) release();
        return false;
      }
    }
  }

  return {
    async acquire() {
      if (letGo) return "held";
      return (await request({ ifAvailable: true })) ? "held" : "elsewhere";
    },
    wait() {
      const leaving = new AbortController();
      return { granted: waitInLine(leaving.signal), leave: () => leaving.abort() };
    },
    async takeOver() {
      if (letGo) return;
      // In line first, then asking: those who wait hear it and line up behind.
      const held = request({ signal: AbortSignal.timeout(TAKE_OVER_MS) });
      askHolder();
      try {
        await held;
      } catch (cause) {
        throw new ParleyError("tab.elsewhere", "The holder did not let go", { cause });
      }
    },
    onHandoverRequested(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    release,
  };
}
