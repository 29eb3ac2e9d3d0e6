import { bytesToHex } from "@noble/hashes/utils.js";
import type { FilePreview, SealedFile } from "../../core/attachment.ts";
import { frameHead } from "../../core/frame.ts";
import { withType } from "../../core/with-type.ts";
import { NONCE_BYTES, SECRET_BYTES, type SealSecrets, TAG_BYTES } from "../seal-key.ts";
import { writeInMemory, writeOnDisk } from "../sealed-store.ts";
import type { TaskContext } from "../serve-task.ts";
import { nameBytes } from "./name-bytes.ts";
import { preparePicture } from "./prepare-picture.ts";
import { sealChunks } from "./seal-chunks.ts";

export type SealTask = {
  networkName: string;
  key: string;
  file: Blob;
  fileName: string;
  /** What is known of it already. */
  preview: FilePreview;
  picture: "original" | "reduced";
  temporary: boolean;
};

/** `bytes`: those that were sealed, when they are not on the disk. */
export type SealResult = { sealed: SealedFile; bytes: Blob | undefined };

/** Seals a file and keeps it under its key; when it fails nothing is kept. */
export async function sealFile(task: SealTask, context: TaskContext): Promise<SealResult> {
  const { key, picture } = task;
  const { file, preview: seen } = await preparePicture(task.file, picture);
  context.signal.throwIfAborted();
  const preview = { ...task.preview, ...seen, sizeBytes: file.size };
  const { mimeType } = seen;
  const fileName = withType(task.fileName, mimeType);
  const head = frameHead({ fileName, mimeType, contentBytes: file.size });
  const secrets = newSecrets();
  const { bytes, ...names } = await keep(new Blob([head, file]), secrets, task, context);
  return {
    sealed: {
      key,
      fileName,
      ...names,
      secret: bytesToHex(secrets.secret),
      salt: bytesToHex(secrets.salt),
      nonce: bytesToHex(secrets.nonce),
      preview,
    },
    bytes,
  };
}

function newSecrets(): SealSecrets {
  return {
    secret: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)),
    salt: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)),
    nonce: crypto.getRandomValues(new Uint8Array(NONCE_BYTES)),
  };
}

/** How much of the work is done when all of it is encrypted and written. */
const WRITTEN = 0.9;

async function keep(
  plain: Blob,
  secrets: SealSecrets,
  { temporary, networkName, key }: SealTask,
  { signal, onProgress }: TaskContext,
) {
  const sealedBytes = plain.size + TAG_BYTES;
  const naming = nameBytes(sealedBytes);
  const writer = temporary ? writeInMemory() : await writeOnDisk(networkName, key);
  try {
    let written = 0;
    for await (const chunk of sealChunks(plain, secrets, signal)) {
      naming.add(chunk);
      writer.write(chunk);
      written += chunk.length;
      onProgress(WRITTEN * (written / sealedBytes));
    }
    const names = await naming.finish();
    signal.throwIfAborted();
    const bytes = await writer.finish();
    onProgress(1);
    return { ...names, sealedBytes, bytes };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
