import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import {
  ALERT_AGAIN_MS,
  LOOK_LASTS_MS,
  type NoticeAbout,
  type NoticeEffect,
  type NoticeEvent,
  type NoticeSettings,
  type Notices,
  SOUND_AGAIN_MS,
  type TellableRow,
} from "./notices.ts";

type Step = [Notices, NoticeEffect[]];
type SeenRows = NonNullable<Notices["seen"]>;

/** Decides what is told of what happened. */
export function stepNotices(notices: Notices, event: NoticeEvent, nowMs: number): Step {
  const [next, effects] = stepEvent(notices, event, nowMs);
  const [rung, ringing] = tellRing(next, nowMs);
  return [rung, [...effects, ...ringing]];
}

function stepEvent(notices: Notices, event: NoticeEvent, nowMs: number): Step {
  switch (event.kind) {
    case "rows":
      return takeRows(notices, event, nowMs);
    case "looking":
      return look(notices, event, nowMs);
    case "left": {
      const looks = new Map(notices.looks);
      looks.delete(event.tab);
      return [{ ...notices, looks }, []];
    }
    case "leads":
      return lead(notices, event.leads);
    case "closed": {
      const shown = new Set(notices.shown);
      shown.delete(event.about);
      const { ring } = notices;
      const isOfRing = ring !== undefined && event.about === "call";
      return [{ ...notices, shown, ...(isOfRing && { ring: { ...ring, isClosed: true } }) }, []];
    }
    case "ring": {
      const { ring: _, ...silent } = notices;
      return [event.ring ? { ...silent, ring: event.ring } : silent, []];
    }
  }
}

function takeRows(
  notices: Notices,
  { rows, isCaughtUp, settings }: Extract<NoticeEvent, { kind: "rows" }>,
  nowMs: number,
): Step {
  const { seen } = notices;
  const wasCaughtUp = notices.isCaughtUp;
  const next: Notices = { ...notices, isCaughtUp };
  const [read, readEffects] = withdrawRead(next, rows);
  const [badged, badgeEffects] = badge(read, rows);
  const quiet = [...readEffects, ...badgeEffects];
  if (!seen) return [{ ...badged, seen: firstSight(rows) }, quiet];
  // What was missed is told once and together, when all of it is here.
  if (!isCaughtUp) return [badged, quiet];
  const news = rows.filter((row) => isNews(row, seen));
  const settled: Notices = { ...badged, seen: seenOf(rows, seen) };
  const told = news.filter((row) => row.mayBeTold && !isLookedAt(settled, row.key, nowMs));
  const [after, effects] = wasCaughtUp
    ? tellEach(settled, told, settings, nowMs)
    : tellTogether(settled, told, seen, settings, nowMs);
  return [after, [...quiet, ...effects]];
}

/** A message of somebody else that is unread, and newer than what was told of. */
function isNews(row: TellableRow, seen: SeenRows): boolean {
  const { unreadCount, toldThroughMs } = seen.get(row.key) ?? UNSEEN;
  if (!isCounted(row, unreadCount) || row.lastAtMs <= toldThroughMs) return false;
  // Fewer than before and an own message: some were read, and answered.
  return row.unreadCount > unreadCount || row.preview?.mine === false;
}

/** A message is in the list a moment before it counts as unread: that is when it is told. */
function isCounted(row: TellableRow, before: number): boolean {
  return row.unreadCount > 0 && row.unreadCount !== before;
}

const UNSEEN = { unreadCount: 0, toldThroughMs: Number.NEGATIVE_INFINITY };

/** What one comes back to: nothing of it is news. */
function firstSight(rows: readonly TellableRow[]): SeenRows {
  return new Map(
    rows.map(({ key, unreadCount, lastAtMs }) => [key, { unreadCount, toldThroughMs: lastAtMs }]),
  );
}

function seenOf(rows: readonly TellableRow[], seen: SeenRows): SeenRows {
  return new Map(
    rows.map((row) => {
      const before = seen.get(row.key) ?? UNSEEN;
      const toldThroughMs = isCounted(row, before.unreadCount)
        ? row.lastAtMs
        : before.toldThroughMs;
      return [row.key, { unreadCount: row.unreadCount, toldThroughMs }];
    }),
  );
}

function tellEach(
  notices: Notices,
  rows: readonly TellableRow[],
  settings: NoticeSettings,
  nowMs: number,
): Step {
  if (rows.length === 0) return [notices, []];
  if (isAnybodyHere(notices, nowMs)) return mention(notices, rows, settings, nowMs);
  return rows.reduce<Step>(
    ([now, effects], row) => {
      const [next, more] = notify(now, row, settings, nowMs);
      return [next, [...effects, ...more]];
    },
    [notices, []],
  );
}

/** In the tab that somebody works in, and in no other. */
function mention(
  notices: Notices,
  rows: readonly TellableRow[],
  settings: NoticeSettings,
  nowMs: number,
): Step {
  if (!isHere(notices, notices.tab, nowMs)) return [notices, []];
  const mentions = rows.map(({ key }): NoticeEffect => ({ kind: "mention", thread: key }));
  const [sounded, sounds] = sound(notices, settings, nowMs);
  return [sounded, [...mentions, ...sounds]];
}

function notify(
  notices: Notices,
  { key, unreadCount }: TellableRow,
  settings: NoticeSettings,
  nowMs: number,
): Step {
  if (!notices.leads) return [notices, []];
  const isLoud =
    nowMs - (notices.alertedAtMs.get(key) ?? Number.NEGATIVE_INFINITY) >= ALERT_AGAIN_MS;
  const [sounded, sounds] = isLoud ? sound(notices, settings, nowMs) : [notices, []];
  if (!settings.usesSystem) return [sounded, sounds];
  const shown = new Set(sounded.shown).add(key);
  const alertedAtMs = isLoud ? new Map(sounded.alertedAtMs).set(key, nowMs) : sounded.alertedAtMs;
  const notification: NoticeEffect = { kind: "notify", thread: key, unreadCount, isLoud };
  return [{ ...sounded, shown, alertedAtMs }, [notification, ...sounds]];
}

/** After a time without the network: one notification, however much was missed. */
function tellTogether(
  notices: Notices,
  rows: readonly TellableRow[],
  seen: SeenRows,
  settings: NoticeSettings,
  nowMs: number,
): Step {
  // Who is here sees the list.
  if (rows.length === 0 || isAnybodyHere(notices, nowMs)) return [notices, []];
  const [only] = rows;
  if (only && rows.length === 1) return notify(notices, only, settings, nowMs);
  if (!notices.leads) return [notices, []];
  const messages = rows.reduce(
    (sum, { key, unreadCount }) => sum + unreadCount - (seen.get(key)?.unreadCount ?? 0),
    0,
  );
  const [sounded, sounds] = sound(notices, settings, nowMs);
  if (!settings.usesSystem) return [sounded, sounds];
  const shown = new Set(sounded.shown).add("summary");
  return [
    { ...sounded, shown },
    [{ kind: "summarise", messages, conversations: rows.length }, ...sounds],
  ];
}

function sound(notices: Notices, { playsSound }: NoticeSettings, nowMs: number): Step {
  if (!playsSound || nowMs - notices.soundedAtMs < SOUND_AGAIN_MS) return [notices, []];
  return [{ ...notices, soundedAtMs: nowMs }, [{ kind: "sound" }]];
}

/** What was read, in any tab, is told no longer. */
function withdrawRead(notices: Notices, rows: readonly TellableRow[]): Step {
  const unread = new Set(rows.filter(({ unreadCount }) => unreadCount > 0).map(({ key }) => key));
  const read = [...notices.shown].filter(
    (about) => about !== "summary" && about !== "call" && !unread.has(about),
  );
  return withdraw(notices, read);
}

function withdraw(notices: Notices, about: readonly NoticeAbout[]): Step {
  if (about.length === 0) return [notices, []];
  const shown = new Set([...notices.shown].filter((each) => !about.includes(each)));
  return [{ ...notices, shown }, about.map((each) => ({ kind: "withdraw", about: each }))];
}

function badge(notices: Notices, rows: readonly TellableRow[]): Step {
  const count = rows
    .filter(({ mayBeTold }) => mayBeTold)
    .reduce((sum, { unreadCount }) => sum + unreadCount, 0);
  if (count === notices.badge) return [notices, []];
  return [{ ...notices, badge: count }, notices.leads ? [{ kind: "badge", count }] : []];
}

function look(
  notices: Notices,
  { tab, thread }: Extract<NoticeEvent, { kind: "looking" }>,
  nowMs: number,
): Step {
  const look = { ...(thread && { thread }), untilMs: nowMs + LOOK_LASTS_MS };
  const looks = new Map(notices.looks).set(tab, look);
  // Who came back sees the list, and the conversation that they look at.
  const over = [...notices.shown].filter((about) => about === "summary" || about === thread);
  return withdraw({ ...notices, looks }, over);
}

/** A tab that leads no longer takes back what it told; the next one begins with the number. */
function lead(notices: Notices, leads: boolean): Step {
  if (leads === notices.leads) return [notices, []];
  if (!leads) return withdraw({ ...notices, leads }, [...notices.shown]);
  return [{ ...notices, leads }, [{ kind: "badge", count: notices.badge }]];
}

function isHere({ looks }: Notices, tab: string, nowMs: number): boolean {
  return (looks.get(tab)?.untilMs ?? Number.NEGATIVE_INFINITY) > nowMs;
}

function isAnybodyHere(notices: Notices, nowMs: number): boolean {
  return [...notices.looks.keys()].some((tab) => isHere(notices, tab, nowMs));
}

function isLookedAt(notices: Notices, thread: ThreadKey, nowMs: number): boolean {
  return [...notices.looks].some(
    ([tab, look]) => look.thread === thread && isHere(notices, tab, nowMs),
  );
}

/** As long as a call rings and nobody is here to see it, the system says so. */
function tellRing(notices: Notices, nowMs: number): Step {
  const { ring, leads } = notices;
  const isWanted = ring?.mayBeTold && ring.usesSystem && !ring.isClosed;
  const isTold = notices.shown.has("call");
  if (ring && isWanted && leads && !isAnybodyHere(notices, nowMs)) {
    if (isTold) return [notices, []];
    const shown = new Set(notices.shown).add("call");
    return [{ ...notices, shown }, [{ kind: "notify-call", thread: ring.thread }]];
  }
  return isTold ? withdraw(notices, ["call"]) : [notices, []];
}
