import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";

/**
 * What decides whether a message is told of, and how. Every tab of a profile keeps one; the leading
 * tab alone speaks through the system, the one that somebody works in through its own page.
 */
export type Notices = {
  /** Whether everything that came while nobody listened has been taken in. */
  isCaughtUp: boolean;
  leads: boolean;
  /** This tab among those of the profile. */
  tab: string;
  /** Undefined until there was a list: what one comes back to is no news. */
  seen: ReadonlyMap<ThreadKey, Seen> | undefined;
  /** Tabs that somebody works in, and what they look at there. */
  looks: ReadonlyMap<string, Look>;
  /** What the system shows at the moment. */
  shown: ReadonlySet<NoticeAbout>;
  alertedAtMs: ReadonlyMap<ThreadKey | "summary", number>;
  soundedAtMs: number;
  badge: number;
  /** A call that rings on this device. */
  ring?: Ring;
};

/** What a notification is about. */
export type NoticeAbout = ThreadKey | "summary" | "call";

/** A call that rings, and whether it may be told of. */
export type Ring = {
  thread: ThreadKey;
  mayBeTold: boolean;
  usesSystem: boolean;
  /** The person closed its notification: it is not shown again. */
  isClosed?: true;
};

/** How far a conversation was told of. */
type Seen = { unreadCount: number; toldThroughMs: number };

type Look = { thread?: ThreadKey; untilMs: number };

/** The list as it is told of: `mayBeTold` is false for requests, muted and archived ones. */
export type TellableRow = Pick<InboxRow, "key" | "lastAtMs" | "unreadCount" | "preview"> & {
  mayBeTold: boolean;
};

/** What the person allows. */
export type NoticeSettings = { usesSystem: boolean; playsSound: boolean };

export type NoticeEvent =
  | { kind: "rows"; rows: readonly TellableRow[]; isCaughtUp: boolean; settings: NoticeSettings }
  /** Somebody works in a tab; without `thread` they look at no conversation. */
  | { kind: "looking"; tab: string; thread?: ThreadKey }
  /** They left the tab. */
  | { kind: "left"; tab: string }
  | { kind: "leads"; leads: boolean }
  /** The system's notification was clicked, or closed. */
  | { kind: "closed"; about: NoticeAbout }
  /** A call begins to ring, or rings no more. */
  | { kind: "ring"; ring?: Ring };

export type NoticeEffect =
  /** Through the system, in the place of what it shows of this conversation. */
  | { kind: "notify"; thread: ThreadKey; unreadCount: number; isLoud: boolean }
  | { kind: "summarise"; messages: number; conversations: number }
  | { kind: "notify-call"; thread: ThreadKey }
  | { kind: "withdraw"; about: NoticeAbout }
  /** In this tab, which somebody works in. */
  | { kind: "mention"; thread: ThreadKey }
  | { kind: "sound" }
  /** The number on the app's icon. */
  | { kind: "badge"; count: number };

/** A tab that said nothing of itself for longer is gone: it says so every `LOOK_AGAIN_MS`. */
export const LOOK_LASTS_MS = 45_000;
export const LOOK_AGAIN_MS = 20_000;
/** A conversation that goes on alerts again only after this. */
export const ALERT_AGAIN_MS = 4_000;
export const SOUND_AGAIN_MS = 1_500;

export function noNotices(tab: string): Notices {
  return {
    isCaughtUp: false,
    leads: false,
    tab,
    seen: undefined,
    looks: new Map(),
    shown: new Set(),
    alertedAtMs: new Map(),
    soundedAtMs: Number.NEGATIVE_INFINITY,
    badge: 0,
  };
}
