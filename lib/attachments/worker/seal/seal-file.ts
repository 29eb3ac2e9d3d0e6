import type { FilePreview, SealedFile } from "../../core/attachment.ts";
import { toHex } from "../../core/hex.ts";
import { UNKNOWN_TYPE } from "../../core/sniff.ts";
import { withType } from "../../core/with-type.ts";
import { type SealedWriter, writeInMemory, writeOnDisk } from "../sealed-store.ts";
import type { TaskContext } from "../serve-task.ts";
import { nameBytes } from "./name-bytes.ts";
import { preparePicture } from "./prepare-picture.ts";
import { sealBytes } from "./seal-bytes.ts";

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

/** How much of the work is done when the file has been read, and encrypted. */
const READ = 0.3;
const ENCRYPTED = 0.6;

/** Seals a file and keeps it under its key; when it fails nothing is kept. */
export async function sealFile(task: SealTask, context: TaskContext): Promise<SealResult> {
  const { signal, onProgress } = context;
  const { key, picture } = task;
  const { file, preview: seen } = await preparePicture(task.file, picture);
  signal.throwIfAborted();
  const saidMimeType = task.file.type || UNKNOWN_TYPE;
  const preview = { mimeType: saidMimeType, ...seen, ...task.preview, sizeBytes: file.size };
  const { mimeType } = preview;
  const fileName = withType(task.fileName, mimeType);
  const { sealed, secrets } = await sealBytes(
    { file, fileName, mimeType },
    { signal, onRead: (fraction) => onProgress(fraction * READ) },
  );
  onProgress(ENCRYPTED);
  const { names, bytes } = await keep(sealed, await writerFor(task), context);
  onProgress(1);
  const { secret, salt, nonce } = secrets;
  return {
    sealed: {
      key,
      fileName,
      ...names,
      secret: toHex(secret),
      salt: toHex(salt),
      nonce: toHex(nonce),
      sealedBytes: sealed.length,
      preview,
    },
    bytes,
  };
}

function writerFor({ temporary, networkName, key }: SealTask): Promise<SealedWriter> {
  return temporary ? Promise.resolve(writeInMemory()) : writeOnDisk(networkName, key);
}

async function keep(
  sealed: Uint8Array<ArrayBuffer>,
  writer: SealedWriter,
  { signal, onProgress }: TaskContext,
) {
  try {
    let written = 0;
    const names = await nameBytes(sealed, (chunk) => {
      signal.throwIfAborted();
      writer.write(chunk);
      written += chunk.length;
      onProgress(ENCRYPTED + (1 - ENCRYPTED) * (written / sealed.length));
    });
    signal.throwIfAborted();
    return { names, bytes: await writer.finish() };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
