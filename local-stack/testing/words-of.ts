import { BinaryReader } from "@bufbuild/protobuf/wire";

/** A message's content as libxmtp gives it: what kind it is, and its bytes. */
export type Content = {
  type?: { authorityId: string; typeId: string } | undefined;
  content: Uint8Array;
};

/**
 * What somebody wrote: a text, Markdown as it was typed, or the words of a reply (`xmtp.org/text`, `/markdown`,
 * `/reply`). Undefined for everything else, and for a reply that cannot be read.
 */
export function wordsOf(message: Content): string | undefined {
  return isOf(message, "reply") ? ownWords(contentOfReply(message.content)) : ownWords(message);
}

function ownWords(message: Content): string | undefined {
  const hasWords = isOf(message, "text") || isOf(message, "markdown");
  return hasWords ? new TextDecoder().decode(message.content) : undefined;
}

function isOf({ type }: Content, typeId: string): boolean {
  return type?.authorityId === "xmtp.org" && type.typeId === typeId;
}

/** A reply's bytes are the `EncodedContent` that it answers with (xmtp/proto, `message_contents/content.proto`). */
function contentOfReply(bytes: Uint8Array): Content {
  const answer: Content = { content: new Uint8Array() };
  try {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field === 1) answer.type = readType(reader.bytes());
      else if (field === 4) answer.content = reader.bytes();
      else reader.skip(wireType);
    }
    return answer;
  } catch {
    return { content: new Uint8Array() };
  }
}

function readType(bytes: Uint8Array): NonNullable<Content["type"]> {
  const type = { authorityId: "", typeId: "" };
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1) type.authorityId = reader.string();
    else if (field === 2) type.typeId = reader.string();
    else reader.skip(wireType);
  }
  return type;
}
