import type { ThreadKey } from "@/lib/messaging/core/records.ts";

/** What a person settled about one conversation. */
export type ConversationSettings = {
  /** What was being written. */
  draft: string;
  /** Its place among those kept at the top, the highest first; 0 for one that is not. */
  pinRank: number;
  /** Nothing of it is told before this time; `FOR_EVER`, or 0. */
  mutedUntilMs: number;
  /** Put away with all that was said until this time of the network's; 0 for one that is not. */
  archivedThroughMs: number;
};

/** How much of a message a notification shows. */
export type NotificationDetail = "all" | "name" | "none";

export const NOTIFICATION_DETAILS = [
  "all",
  "name",
  "none",
] as const satisfies readonly NotificationDetail[];

/**
 * Which files are loaded before anybody presses for them: of those one talks with by one's own will,
 * the same from one's own gateways only, or none.
 */
export type LoadChoice = "contacts" | "own-gateways" | "never";

export const LOAD_CHOICES = [
  "contacts",
  "own-gateways",
  "never",
] as const satisfies readonly LoadChoice[];

/** What a person settled about the app, for one account. */
export type AppSettings = {
  /** Whether the system tells of messages, where the browser allows it. */
  notifies: boolean;
  notificationDetail: NotificationDetail;
  playsSound: boolean;
  /** Whether they were asked about notifications and put it off. */
  wasAskedToNotify: boolean;
  sendsReadReceipts: boolean;
  sendsTyping: boolean;
  /** Whether pictures of people are loaded from where they put them. */
  showsPictures: boolean;
  /** Which files of conversations are loaded before anybody presses for them. */
  loadsFiles: LoadChoice;
  /** Whether calls with anybody go through a relay, so that nobody in them learns an IP address from here. */
  relaysCalls: boolean;
  /** Devices of calls by the browser's ids; an empty one is whichever the system takes. */
  microphone: string;
  camera: string;
  speaker: string;
  /** The key that is held to be heard in calls, by its place (`KeyT`); empty where none is. */
  pushToTalkKey: string;
  /** Whether this device is new and its person has not said yet where the messages are to come from. */
  awaitsHistory: boolean;
  /** Whether single characters are shortcuts (WCAG 2.1.4). */
  usesCharacterKeys: boolean;
  /** Sites that show Parley and may read new messages there: their origins, a space between two. */
  sitesReading: string;
};

export const UNSETTLED: ConversationSettings = {
  draft: "",
  pinRank: 0,
  mutedUntilMs: 0,
  archivedThroughMs: 0,
};

export const APP_DEFAULTS: AppSettings = {
  notifies: true,
  notificationDetail: "all",
  playsSound: true,
  wasAskedToNotify: false,
  sendsReadReceipts: true,
  sendsTyping: true,
  showsPictures: true,
  loadsFiles: "contacts",
  relaysCalls: false,
  microphone: "",
  camera: "",
  speaker: "",
  pushToTalkKey: "",
  awaitsHistory: false,
  usesCharacterKeys: true,
  sitesReading: "",
};

export const FOR_EVER = Number.POSITIVE_INFINITY;

type Settled<About, Values> = {
  [Name in keyof Values]: { about: About; name: Name; value: Values[Name] };
}[keyof Values];

/** One thing that a person settles. */
export type Change = Settled<ThreadKey, ConversationSettings> | Settled<"app", AppSettings>;

/** The same with when and in which tab: of two about the same thing, the later holds. */
export type Setting = Change & { setAtMs: number; setBy: string };

/** Everything settled, by what it is about. */
export type Settings = ReadonlyMap<string, Setting>;

/**
 * Takes settings in, in any order and as often as they come; tabs that took in the same have the
 * same. `news` are those that changed something.
 */
export function withSettings(
  settings: Settings,
  given: readonly Setting[],
): { settings: Settings; news: readonly Setting[] } {
  const all = new Map(settings);
  const news = given.filter((setting) => {
    const key = settingKey(setting);
    const known = all.get(key);
    if (known && !isLater(setting, known)) return false;
    all.set(key, setting);
    return true;
  });
  return news.length === 0 ? { settings, news } : { settings: all, news };
}

/** Whether a setting holds against another about the same thing. */
export function isLater(setting: Setting, known: Setting): boolean {
  if (setting.setAtMs !== known.setAtMs) return setting.setAtMs > known.setAtMs;
  return setting.setBy > known.setBy;
}

/** A moment later than everything that is known, whatever the clock says. */
export function nextStampMs(settings: Settings, nowMs: number): number {
  let latestMs = 0;
  for (const { setAtMs } of settings.values()) latestMs = Math.max(latestMs, setAtMs);
  return Math.max(nowMs, latestMs + 1);
}

function settingKey({ about, name }: Setting): string {
  return `${about} ${name}`;
}
