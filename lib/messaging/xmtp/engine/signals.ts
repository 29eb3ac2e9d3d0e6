import type { ContentTypeId, EncodedContent, Message } from "@xmtp/wasm-bindings";

/**
 * Parley's own content type: its sender is writing at this moment. Kept by nobody: the engine
 * stores it as it stores everything, and it is deleted from the store when it was heard.
 */
const TYPING: ContentTypeId = {
  authorityId: "parley.chat",
  typeId: "typing",
  versionMajor: 1,
  versionMinor: 0,
};

/**
 * In a read receipt: when the newest message was sent that was read. Its own time says less: more
 * may have come before it that its reader had not seen.
 */
const UNTIL_PARAMETER = "until";

/** In a read receipt: its reader's app understands Parley's own types. Others don't look at it. */
const APP_PARAMETER = "app";
const APP_NAME = "parley";

const NOTHING = new Uint8Array();

export function typingSignal(): EncodedContent {
  return { type: TYPING, parameters: {}, content: NOTHING };
}

export function isTypingSignal(type: ContentTypeId | undefined): boolean {
  return (
    type?.authorityId === TYPING.authorityId &&
    type.typeId === TYPING.typeId &&
    type.versionMajor === TYPING.versionMajor
  );
}

export function isReadReceipt(type: ContentTypeId | undefined): boolean {
  return type?.authorityId === "xmtp.org" && type.typeId === "readReceipt";
}

/** A read receipt that also says which app it comes from, and how far was read. */
export function readSignal(receipt: EncodedContent, untilNs?: bigint): EncodedContent {
  const until = untilNs === undefined ? {} : { [UNTIL_PARAMETER]: String(untilNs) };
  return { ...receipt, parameters: { [APP_PARAMETER]: APP_NAME, ...until } };
}

/** Until when everything was read, as this receipt says it; by its own time where it does not. */
export function readUntilNs({ content, sentAtNs }: Pick<Message, "content" | "sentAtNs">): bigint {
  const until = parametersOf(content).find(([key]) => key === UNTIL_PARAMETER)?.[1] ?? "";
  const untilNs = /^\d{1,19}$/.test(until) ? BigInt(until) : sentAtNs;
  return untilNs < sentAtNs ? untilNs : sentAtNs;
}

/** Whether a read receipt's sender understands Parley's own types. */
export function isFromParley(receipt: EncodedContent): boolean {
  return parametersOf(receipt).some(([key, value]) => key === APP_PARAMETER && value === APP_NAME);
}

/** What the engine gives as parameters is a Map, whatever its types say; it takes either. */
export function parametersOf({ parameters }: EncodedContent): [string, string][] {
  return parameters instanceof Map ? [...parameters] : Object.entries(parameters);
}
