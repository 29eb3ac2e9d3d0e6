import type { MessageRecord } from "../core/records.ts";
import { isOver, withoutExpired } from "../core/timeline.ts";
import type { Unsubscribe } from "../ports/host.ts";
import type { Desk } from "./desk.ts";
import { listConversations } from "./list-conversations.ts";
import type { OpenThread, ThreadWindow } from "./open-thread.ts";

/** A timer that is further off than this is set again later: browsers count milliseconds in 31 bits. */
const LONGEST_TIMER_MS = 24 * 60 * 60_000;

/** Takes messages off the screen at the moment they disappear; the engine's store forgets them itself. */
export function expireMessages(desk: Desk): Unsubscribe {
  const { host } = desk;
  let plan: { atMs: number; cancel: Unsubscribe } | undefined;

  function planNext(): void {
    const atMs = Math.min(earliestMs(desk), host.nowMs() + LONGEST_TIMER_MS);
    if (plan && plan.atMs <= atMs) return;
    plan?.cancel();
    plan = Number.isFinite(atMs) ? { atMs, cancel: host.at(atMs, expire) } : undefined;
  }

  function expire(): void {
    plan = undefined;
    if (desk.isClosed) return;
    const nowMs = host.nowMs();
    for (const [key, thread] of desk.threads) {
      for (const window of windowsOf(thread)) {
        const timeline = withoutExpired(window.timeline, nowMs);
        if (timeline === window.timeline) continue;
        window.timeline = timeline;
        desk.changed(key);
      }
    }
    const emptied = lastOnes(desk).filter(({ expiresAtNs }) => isOver(expiresAtNs, nowMs));
    for (const { thread } of emptied) desk.dropLastMessage(thread);
    // What stands there now is read from the store; without one, at the next start.
    if (emptied.length > 0 && desk.client) {
      listConversations(desk, desk.client).catch(() => undefined);
    }
    planNext();
  }

  const stopWatching = desk.store.subscribe(planNext);
  planNext();
  return () => {
    stopWatching();
    plan?.cancel();
  };
}

function earliestMs(desk: Desk): number {
  const windows = [...desk.threads.values()].flatMap(windowsOf);
  const records = windows.flatMap(({ timeline }) => timeline.records);
  const times = [...records, ...lastOnes(desk)].flatMap(({ expiresAtNs }) =>
    expiresAtNs === undefined ? [] : Number(expiresAtNs / 1_000_000n),
  );
  return times.reduce((earliest, time) => Math.min(earliest, time), Number.POSITIVE_INFINITY);
}

function windowsOf(thread: OpenThread): ThreadWindow[] {
  return thread.aside ? [thread, thread.aside] : [thread];
}

function lastOnes(desk: Desk): MessageRecord[] {
  return [...desk.conversations.values()].flatMap(({ lastMessage }) => lastMessage ?? []);
}
