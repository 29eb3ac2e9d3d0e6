import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { type PreferencesView, settledAbout } from "./preferences.ts";
import type { Change } from "./settings.ts";

/** Keeps a conversation at the top, above those that are there. */
export function pin(view: PreferencesView, thread: ThreadKey): Change[] {
  if (view.pinned.includes(thread)) return [];
  const [first] = view.pinned;
  const highest = first === undefined ? 0 : settledAbout(view, first).pinRank;
  return [{ about: thread, name: "pinRank", value: highest + 1 }];
}

export function unpin(view: PreferencesView, thread: ThreadKey): Change[] {
  if (!view.pinned.includes(thread)) return [];
  return [{ about: thread, name: "pinRank", value: 0 }];
}

/** Moves a pinned conversation one place up (-1) or down (1); at the end it stays. */
export function movePin(view: PreferencesView, thread: ThreadKey, by: -1 | 1): Change[] {
  const from = view.pinned.indexOf(thread);
  const other = from < 0 ? undefined : view.pinned[from + by];
  if (other === undefined) return [];
  const order = [...view.pinned];
  order[from] = other;
  order[from + by] = thread;
  // All anew: two tabs may have given two conversations one rank.
  return order.map((about, index) => ({ about, name: "pinRank", value: order.length - index }));
}
