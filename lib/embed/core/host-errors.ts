import type { Call, CallEnd } from "@/lib/calls/core/call-state.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Connection } from "@/lib/messaging/core/view.ts";
import type { FrameEvent, WidgetErrorCode } from "./protocol.ts";

/** What is seen at one moment of what may have gone wrong. */
export type ErrorSight = {
  connection: Connection["kind"];
  /** Why the sign-in stands still, if it does. */
  signIn?: ErrorCode;
  call?: Call;
  /** Why a call could not begin, or broke. */
  problem?: ErrorCode;
};

/** What is wrong now, as far as the page was told. */
export type HostErrors = { isUnreachable: boolean; isCallBroken: boolean };

export const NO_ERRORS: HostErrors = { isUnreachable: false, isCallBroken: false };

const BROKEN_ENDS: readonly CallEnd[] = ["failed", "lost", "unable"];

const WORDS: Record<WidgetErrorCode, string> = {
  late: "Parley does not answer",
  "storage-blocked": "The browser keeps nothing for Parley in this page",
  "popup-blocked": "The browser let no window be opened",
  "wallet-missing": "Somebody wants to sign in, and the page lends no wallet",
  "wallet-refused": "The wallet of the page was asked, and its person said no",
  network: "The XMTP network does not answer",
  "call-failed": "A call could not begin, or broke",
};

/** What a page is told that something went wrong: the code, and a sentence for its developers. */
export function errorEvent(code: WidgetErrorCode): FrameEvent {
  return { name: "error", code, message: WORDS[code] };
}

/**
 * What the page is told of what went wrong: once for each time that it begins, however often it is
 * tried again. Nothing of people, and of texts nothing at all.
 */
export function stepHostErrors(before: HostErrors, sight: ErrorSight): [HostErrors, FrameEvent[]] {
  const { connection, signIn, call, problem } = sight;
  const isOut = connection === "unreachable" || signIn === "xmtp.unreachable";
  const isUnreachable = isOut || (before.isUnreachable && connection !== "live");
  const isEndedBroken = call?.kind === "ended" && BROKEN_ENDS.includes(call.how);
  const isCallBroken = problem !== undefined || isEndedBroken;
  const begun: WidgetErrorCode[] = [];
  if (isUnreachable && !before.isUnreachable) begun.push("network");
  if (isCallBroken && !before.isCallBroken) begun.push("call-failed");
  return [{ isUnreachable, isCallBroken }, begun.map(errorEvent)];
}
