import { hexToBytes } from "@noble/hashes/utils.js";
import {
  type EncodedContent,
  encodeMultiRemoteAttachment,
  encodeRemoteAttachment,
  type RemoteAttachment,
} from "@xmtp/wasm-bindings";
import type { RemoteFile } from "@/lib/attachments/core/attachment.ts";
import { writeEnclosed } from "@/lib/attachments/core/preview.ts";
import type { WrittenFiles } from "../../core/records.ts";
import { parametersOf } from "./signals.ts";

/** What Parley adds to the content types of the standard; other apps don't look at it. */
export const ENCLOSED_PARAMETER = "parley.previews";

/**
 * `xmtp.org/remoteStaticAttachment:1.0` for one file (XIP-17), `multiRemoteStaticAttachment:1.0`
 * for several (XIP-48).
 */
export function encodeFiles({ files }: WrittenFiles, key?: string): EncodedContent {
  const attachments = files.map(toAttachment);
  const [first] = attachments;
  const isSingle = first && attachments.length === 1;
  const encoded = isSingle
    ? encodeRemoteAttachment(first)
    : encodeMultiRemoteAttachment({ attachments });
  const parameters = Object.fromEntries(parametersOf(encoded));
  const enclosed = writeEnclosed(files, isSingle ? key : undefined);
  return {
    ...encoded,
    parameters: { ...parameters, [ENCLOSED_PARAMETER]: enclosed },
    fallback: `Sent ${saidOf(files)}. This app can't show it.`,
  };
}

/** What apps say that can't show files, and notifications of theirs. */
export function saidOf(files: readonly RemoteFile[]): string {
  const names = files.flatMap(({ fileName }) => fileName ?? []);
  const count = files.length === 1 ? "a file" : `${files.length} files`;
  return names.length === 0 ? count : `${count}: ${names.slice(0, 3).join(", ")}`;
}

function toAttachment(file: RemoteFile): RemoteAttachment {
  return {
    url: file.url,
    contentDigest: file.contentDigest,
    secret: hexToBytes(file.secret),
    salt: hexToBytes(file.salt),
    nonce: hexToBytes(file.nonce),
    scheme: "https://",
    ...(file.sealedBytes !== undefined && { contentLength: file.sealedBytes }),
    ...(file.fileName !== undefined && { filename: file.fileName }),
  };
}
