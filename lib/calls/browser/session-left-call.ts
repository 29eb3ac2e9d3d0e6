import { parseLeftCall } from "../core/left-call.ts";
import type { CallId } from "../core/signal.ts";
import type { LeftCalls } from "../ports.ts";

const KEY = "parley-left-call";
/** A page that is loaded anew gives its lock back before this. */
const GIVEN_BACK_WITHIN_MS = 1_000;

/** Kept by the browser for this tab alone, until it is closed. The page that is in the call holds a lock. */
export function sessionLeftCall(storage: () => Storage): LeftCalls {
  let held: { callId: CallId; release: () => void } | undefined;

  function hold(callId: CallId): void {
    if (held?.callId === callId) return;
    held?.release();
    const { promise, resolve: release } = Promise.withResolvers<void>();
    held = { callId, release };
    void navigator.locks?.request(lockOf(callId), () => promise).catch(() => undefined);
  }

  return {
    keep(left) {
      hold(left.callId);
      storage().setItem(KEY, JSON.stringify(left));
    },
    forget() {
      held?.release();
      held = undefined;
      storage().removeItem(KEY);
    },
    async take() {
      const left = read(storage());
      return left && (await isFree(left.callId)) ? left : undefined;
    },
  };
}

function read(storage: Storage) {
  try {
    const kept = storage.getItem(KEY);
    storage.removeItem(KEY);
    return kept === null ? undefined : parseLeftCall(JSON.parse(kept));
  } catch {
    return undefined;
  }
}

async function isFree(callId: CallId): Promise<boolean> {
  if (!navigator.locks) return true;
  const signal = AbortSignal.timeout(GIVEN_BACK_WITHIN_MS);
  return navigator.locks.request(lockOf(callId), { signal }, () => true).catch(() => false);
}

function lockOf(callId: CallId): string {
  return `parley-call-${callId}`;
}
