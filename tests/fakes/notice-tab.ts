import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import {
  type NoticeEffect,
  type NoticeEvent,
  type Notices,
  noNotices,
  type TellableRow,
} from "@/lib/notifications/core/notices.ts";
import { stepNotices } from "@/lib/notifications/core/step-notices.ts";

export const SETTINGS = { usesSystem: true, playsSound: true };
export const TAB = "tab 1";
export const OTHER_TAB = "tab 2";

type RowOptions = { unread?: number; mine?: boolean; mayBeTold?: boolean };

/** A conversation of the list, as far as somebody may be told of it. */
export function row(key: ThreadKey, lastAtMs: number, options: RowOptions = {}): TellableRow {
  const { unread = 0, mine = false, mayBeTold = true } = options;
  return {
    key,
    lastAtMs,
    unreadCount: unread,
    preview: { content: { type: "text", text: "hi" }, mine, state: { kind: "sent" } },
    mayBeTold,
  };
}

/** A tab over time: every effect is kept with the moment of its making. */
export class Tab {
  notices: Notices;
  nowMs = 1_000_000;
  settings = SETTINGS;

  constructor({ tab = TAB, leads = true } = {}) {
    this.notices = noNotices(tab);
    this.send({ kind: "leads", leads });
  }

  send(event: NoticeEvent): NoticeEffect[] {
    const [next, effects] = stepNotices(this.notices, event, this.nowMs);
    this.notices = next;
    return effects.filter(({ kind }) => kind !== "badge");
  }

  rows(rows: TellableRow[], isCaughtUp = true): NoticeEffect[] {
    return this.send({ kind: "rows", rows, isCaughtUp, settings: this.settings });
  }
}
