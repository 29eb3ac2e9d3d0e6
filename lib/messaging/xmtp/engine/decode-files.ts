import { bytesToHex } from "@noble/hashes/utils.js";
import type { Attachment, DecodedMessageContent, RemoteAttachment } from "@xmtp/wasm-bindings";
import {
  MAX_FILES,
  parseAttachedFile,
  parseRemoteFile,
} from "@/lib/attachments/core/attached-file.ts";
import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import { readEnclosed } from "@/lib/attachments/core/preview.ts";

/**
 * The files of a content, with what Parley sent beside them. Undefined when it has none, or one
 * that can't be opened by anybody: a message that can't be shown whole is not shown in part.
 */
export function decodeFiles(
  content: DecodedMessageContent,
  enclosed: () => string | undefined,
): AttachedFile[] | undefined {
  switch (content.type) {
    case "attachment":
      return allOf([toInline(content.content)]);
    case "remoteAttachment":
      return toRemote([content.content], enclosed());
    case "multiRemoteAttachment":
      return toRemote(content.content.attachments, enclosed());
    default:
      return undefined;
  }
}

function toRemote(
  attachments: readonly RemoteAttachment[],
  enclosed: string | undefined,
): AttachedFile[] | undefined {
  if (attachments.length > MAX_FILES) return undefined;
  const { previews } = readEnclosed(enclosed);
  return allOf(
    attachments.map((attachment, index) =>
      parseRemoteFile({
        kind: "remote",
        url: attachment.url,
        contentDigest: attachment.contentDigest,
        secret: bytesToHex(attachment.secret),
        salt: bytesToHex(attachment.salt),
        nonce: bytesToHex(attachment.nonce),
        sealedBytes: attachment.contentLength,
        fileName: attachment.filename,
        preview: previews[index],
      }),
    ),
  );
}

function toInline({ filename, mimeType, content }: Attachment): AttachedFile | undefined {
  return parseAttachedFile({
    kind: "inline",
    fileName: filename,
    mimeType,
    sizeBytes: content.length,
  });
}

function allOf(files: readonly (AttachedFile | undefined)[]): AttachedFile[] | undefined {
  const read = files.filter((file) => file !== undefined);
  return read.length === files.length && read.length > 0 ? read : undefined;
}
