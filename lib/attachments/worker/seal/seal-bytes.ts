import { ParleyError } from "@/lib/errors/base.ts";
import { frameHead } from "../../core/frame.ts";
import { letGo, NONCE_BYTES, SECRET_BYTES, type SealSecrets, sealKey } from "../seal-key.ts";

const READ_BYTES = 4 * 1024 * 1024;

type ToSeal = { file: Blob; fileName: string; mimeType: string };
type Options = { signal: AbortSignal; onRead: (fraction: number) => void };

/** Sealed by new secrets. Holds the file once as it is and, for a moment, twice. */
export async function sealBytes(
  { file, fileName, mimeType }: ToSeal,
  options: Options,
): Promise<{ sealed: Uint8Array<ArrayBuffer>; secrets: SealSecrets }> {
  const secrets = {
    secret: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)),
    salt: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)),
    nonce: crypto.getRandomValues(new Uint8Array(NONCE_BYTES)),
  };
  const key = await sealKey(secrets, "encrypt");
  const plain = await readBehind(
    frameHead({ fileName, mimeType, contentBytes: file.size }),
    file,
    options,
  );
  const sealing = crypto.subtle.encrypt({ name: "AES-GCM", iv: secrets.nonce }, key, plain);
  // It has copied them already.
  letGo(plain);
  const sealed = new Uint8Array(await sealing);
  options.signal.throwIfAborted();
  return { sealed, secrets };
}

/** A file's bytes behind its head, in one buffer. */
async function readBehind(
  head: Uint8Array<ArrayBuffer>,
  file: Blob,
  { signal, onRead }: Options,
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(head.length + file.size);
  whole.set(head);
  for (let start = 0; start < file.size; start += READ_BYTES) {
    signal.throwIfAborted();
    const part = await file
      .slice(start, start + READ_BYTES)
      .arrayBuffer()
      .catch((cause: unknown) => {
        throw new ParleyError("attachment.unreadable", "The file can't be read", { cause });
      });
    whole.set(new Uint8Array(part), head.length + start);
    onRead((start + part.byteLength) / file.size);
  }
  return whole;
}
