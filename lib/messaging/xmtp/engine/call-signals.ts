import {
  ContentType,
  type ContentTypeId,
  type Conversation,
  type DecodedMessage,
  type EncodedContent,
  type Message,
  SortDirection,
} from "@xmtp/wasm-bindings";
import { callRows } from "@/lib/calls/core/call-log.ts";
import { isMissed } from "@/lib/calls/core/call-outcome.ts";
import { firstPart } from "@/lib/calls/core/call-parts.ts";
import type { CallSignal, HeardSignal } from "@/lib/calls/core/signal.ts";
import { encodeSignal, parseSignal } from "@/lib/calls/core/signal-content.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { PlainContent, ThreadKey } from "../../core/records.ts";

/** Parley's own content type: what the two sides of a call tell each other. JSON in UTF-8. */
const CALL: ContentTypeId = {
  authorityId: "parley.chat",
  typeId: "call",
  versionMajor: 1,
  versionMinor: 0,
};

/** A call is over long before. */
const LONGEST_NS = 24n * 3_600_000_000_000n;

/** More than calls say in their time. */
const MOST_READ = 500n;
/** Before the first that is asked for: a call that was on then is known to be none of the next. */
const READ_BEFORE_NS = 3_600_000_000_000n;

/** Only what invites has words for an app that does not know the type: one call is one line there. */
export function callContent(signal: CallSignal): EncodedContent {
  return {
    type: CALL,
    parameters: {},
    ...(begins(signal) && { fallback: fallbackOf(signal) }),
    content: encodeSignal(signal),
  };
}

/** Whether a call may begin with it. */
export function begins(signal: CallSignal): boolean {
  return signal.type === "invite" || (signal.type === "join" && signal.offers.length === 0);
}

/** With a call that a page fell out of. */
function goesOn(signal: CallSignal): boolean {
  return signal.type === "invite" && signal.rejoins !== undefined;
}

function fallbackOf({ type }: CallSignal): string {
  return type === "invite" ? "Called you in Parley" : "Started a call in Parley";
}

export function isCallSignal(type: ContentTypeId | undefined): boolean {
  return (
    type?.authorityId === CALL.authorityId &&
    type.typeId === CALL.typeId &&
    type.versionMajor === CALL.versionMajor
  );
}

/** What was said of a call; undefined for any other message, and for what this version can't read. */
export function heardCall(
  { content, senderInboxId, sentAtNs }: Message,
  thread: ThreadKey,
): HeardSignal | undefined {
  if (!isCallSignal(content.type)) return undefined;
  const signal = parseSignal(content.content);
  if (!signal) return undefined;
  return { signal, from: senderInboxId as InboxId, thread, atMs: Number(sentAtNs / 1_000_000n) };
}

/** What was said of calls since then, oldest first. */
export async function readCalls(
  conversation: Conversation,
  thread: ThreadKey,
  sinceNs: bigint,
): Promise<HeardSignal[]> {
  const messages: Message[] = await conversation.findMessages({
    contentTypes: [ContentType.Custom],
    sentAfterNs: sinceNs - 1n,
    direction: SortDirection.Ascending,
    limit: MOST_READ,
  });
  return messages.flatMap((message) => heardCall(message, thread) ?? []);
}

/** What a message shows of a call; undefined where it shows nothing of one. */
export type CallOf = (messageId: string) => CallContent | undefined;

type CallContent = Extract<PlainContent, { type: "call" }>;

const NO_CALLS: CallOf = () => undefined;

/** Of those of the messages that invite: what became of the call. */
export async function callsAmong(
  messages: readonly DecodedMessage[],
  conversation: Conversation,
  { thread, self }: { thread: ThreadKey; self: InboxId },
): Promise<CallOf> {
  const invites = messages.flatMap((message) => {
    const signal = signalIn(message);
    return signal && begins(signal) ? [{ message, signal }] : [];
  });
  if (invites.length === 0) return NO_CALLS;
  const [sinceNs = 0n] = invites
    // What it goes on with may be on an earlier page.
    .map(({ message, signal }) => message.sentAtNs - (goesOn(signal) ? LONGEST_NS : 0n))
    .sort((a, b) => (a < b ? -1 : 1));
  const heard = await readCalls(conversation, thread, sinceNs - READ_BEFORE_NS);
  const seen = { self, nowMs: Date.now() };
  const rows = new Map(callRows(heard, seen).map((row) => [row.callId, row]));
  const calls = new Map<string, CallContent>();
  for (const { message, signal } of invites) {
    const row = rows.get(signal.callId);
    if (row?.party !== signal.party) continue;
    const { media, outcome, group } = row;
    calls.set(message.id, { type: "call", media, outcome, ...(group && { group }) });
  }
  return (messageId) => calls.get(messageId);
}

/** Whether it is a signal that nobody has to read: all but the invitation to a call that was missed. */
export function isHeardOnly(message: DecodedMessage, callOf: CallOf): boolean {
  if (message.content.type !== "custom" || !isCallSignal(message.content.content.type))
    return false;
  const call = callOf(message.id);
  return call === undefined || !isMissed(call.outcome);
}

function signalIn({ content }: DecodedMessage): CallSignal | undefined {
  if (content.type !== "custom" || !isCallSignal(content.content.type)) return undefined;
  return parseSignal(content.content.content);
}

/** The message in which a signal shows: the first invitation to its call. Undefined for what is no signal. */
export async function invitationOf(
  message: Message,
  conversation: Conversation,
  thread: ThreadKey,
): Promise<string | undefined> {
  const heard = heardCall(message, thread);
  if (!heard) return undefined;
  if (begins(heard.signal) && !goesOn(heard.signal)) return message.id;
  const messages: Message[] = await conversation.findMessages({
    contentTypes: [ContentType.Custom],
    sentAfterNs: message.sentAtNs - LONGEST_NS,
    direction: SortDirection.Descending,
    limit: MOST_READ,
  });
  const beginnings = messages.reverse().flatMap((each) => {
    const said = heardCall(each, thread);
    return said && begins(said.signal) ? [{ id: each.id, said }] : [];
  });
  const first = firstPart(
    beginnings.map(({ said }) => said),
    heard.signal.callId,
  );
  return beginnings.find(({ said }) => said.signal.callId === first)?.id;
}
