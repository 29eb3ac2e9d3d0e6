import { readMembersChange } from "./group-updated.ts";
import { dmInboxId, type MessageContent, type ThreadKey } from "./records.ts";

/** An encoded content as the network carries it (XIP-5), its body not decoded yet. */
export type EncodedBody = {
  type?: { authorityId: string; typeId: string; versionMajor: number; versionMinor: number };
  fallback?: string;
  compressed: boolean;
  bytes: Uint8Array;
  /** The body read as UTF-8; malformed bytes become U+FFFD. */
  readText: () => string;
};

/** Types that tell clients something and people nothing. */
const SILENT_TYPE_IDS: ReadonlySet<string> = new Set([
  "readReceipt",
  "leave_request",
  "deleteMessage",
]);

/**
 * What a message of a thread says, or undefined when there is nothing to show for it. A type that this
 * version does not know keeps its name and the fallback text that its sender gave (XIP-5).
 */
export function toMessageContent(body: EncodedBody, thread: ThreadKey): MessageContent | undefined {
  const { type, fallback } = body;
  if (type?.authorityId === "xmtp.org") {
    if (SILENT_TYPE_IDS.has(type.typeId)) return undefined;
    if (type.typeId === "group_updated") return membersChanged(body, thread);
    if (type.typeId === "text" && type.versionMajor === 1 && !body.compressed) {
      return { type: "text", text: body.readText() };
    }
  }
  return {
    type: "unsupported",
    contentType: contentTypeName(type),
    ...(fallback && { fallback }),
  };
}

/** A DM has the same two members for ever: that they came is no news, however it was put together. */
function membersChanged(body: EncodedBody, thread: ThreadKey): MessageContent | undefined {
  if (dmInboxId(thread) || body.compressed) return undefined;
  const change = readMembersChange(body.bytes);
  return change && { type: "members-changed", ...change };
}

function contentTypeName(type: EncodedBody["type"]): string {
  if (!type) return "unknown";
  return `${type.authorityId}/${type.typeId}:${type.versionMajor}.${type.versionMinor}`;
}
