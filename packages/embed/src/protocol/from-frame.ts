import { fieldsOf, isCount, isOneOf, isText } from "./values.ts";

/** What can go wrong that a page may do something about. */
export const WIDGET_ERRORS = [
  /** Nothing answers for 20 s, or not to this page. */
  "late",
  /** The browser keeps nothing for a frame in this page. */
  "storage-blocked",
  /** It let Parley open no window of its own either. */
  "popup-blocked",
  /** Somebody wants to sign in, and the page lends no wallet. */
  "wallet-missing",
  /** The wallet was asked for something, and its person said no. */
  "wallet-refused",
  /** The XMTP network does not answer; told once until it does. */
  "network",
  /** A call could not begin, or broke. */
  "call-failed",
] as const;

export type WidgetErrorCode = (typeof WIDGET_ERRORS)[number];

/** What the page is told of by events. Whom it did not name itself, it is told no name of. */
export type FrameEvents = {
  unread: { count: number };
  /** `text` only where the page asked for it and its person granted that. */
  messageReceived: { atMs: number; from?: string; text?: string };
  messageSent: { atMs: number; to?: string };
  callStarted: { atMs: number; with?: string };
  error: { code: WidgetErrorCode; message: string };
};

export type FrameEvent = {
  [Name in keyof FrameEvents]: { name: Name } & FrameEvents[Name];
}[keyof FrameEvents];

/** What the frame says by the port. */
export type FromFrame =
  /** The panel can be seen, and does what it is told. */
  | { kind: "ready" }
  /** Its person closes the panel. */
  | { kind: "close" }
  | { kind: "event"; event: FrameEvent }
  /** For the wallet of the page. Which methods it lets through is for the page to say. */
  | { kind: "ask"; id: number; method: string; params: readonly unknown[] };

const NAME_LENGTH = 64;
const WORDS_LENGTH = 500;
const MOST_PARAMS = 8;

/** A longer text of a message is cut. */
export const TEXT_LENGTH = 4_000;

/** Reads what came by the port; undefined for what is nothing of it. */
export function readFromFrame(said: unknown): FromFrame | undefined {
  const { kind, id, method, params, event } = fieldsOf(said) ?? {};
  if (kind === "ready" || kind === "close") return { kind };
  if (kind === "ask")
    return isCount(id) &&
      isText(method, NAME_LENGTH) &&
      Array.isArray(params) &&
      params.length <= MOST_PARAMS
      ? { kind, id, method, params }
      : undefined;
  const told = kind === "event" && readEvent(event);
  return told ? { kind: "event", event: told } : undefined;
}

function readEvent(said: unknown): FrameEvent | undefined {
  const { name, count, atMs, code, message, text, ...named } = fieldsOf(said) ?? {};
  if (name === "unread") return isCount(count) ? { name, count } : undefined;
  if (name === "error")
    return isOneOf(WIDGET_ERRORS, code) && isText(message, WORDS_LENGTH)
      ? { name, code, message }
      : undefined;
  if (!isCount(atMs)) return undefined;
  const whom = (key: "from" | "to" | "with") =>
    isText(named[key], NAME_LENGTH) ? { [key]: named[key] } : {};
  if (name === "messageReceived")
    return { name, atMs, ...whom("from"), ...(isText(text, TEXT_LENGTH) && { text }) };
  if (name === "messageSent") return { name, atMs, ...whom("to") };
  return name === "callStarted" ? { name, atMs, ...whom("with") } : undefined;
}
