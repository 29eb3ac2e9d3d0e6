import { ParleyError } from "@/lib/errors/base.ts";
import type { RemoteFile, SealedFile } from "../core/attachment.ts";
import type { Opening, SealedFiles, Sealing, Uploading } from "../ports.ts";
import type { OpenTask } from "../worker/open/open-file.ts";
import type { SealResult, SealTask } from "../worker/seal/seal-file.ts";
import type { UploadOrder } from "../worker/upload/run-upload.ts";
import { keptFiles } from "./kept-files.ts";
import { lookAtMedia } from "./look-at-media.ts";
import { runTask } from "./run-task.ts";
import { type Gateways, hostOf, sourcesOf } from "./sources.ts";

export type FileWorks = {
  sealing: Sealing;
  sealedFiles: SealedFiles;
  uploading: Uploading;
  opening: Opening;
};

export type FileWorksOptions = {
  networkName: string;
  gateways: Gateways;
  /** Of a file before it is sealed. */
  maxFileBytes: number;
  /** Opens the session at the app's server when it asks for one. */
  openSession: () => Promise<void>;
};

/** All that touches the bytes of files, each task in a worker of its own. */
export function createFileWorks({
  networkName,
  gateways,
  maxFileBytes,
  openSession,
}: FileWorksOptions): FileWorks {
  const kept = keptFiles(networkName);
  const openedBytes = Math.max(maxFileBytes, OPENED_BYTES);

  const sealing: Sealing = {
    async seal(toSeal, options) {
      const { key, file, fileName, preview, picture = "original", temporary = false } = toSeal;
      if (file.size > maxFileBytes) throw new ParleyError("attachment.too-large", "Not sent");
      const task: SealTask = {
        networkName,
        key,
        file,
        fileName,
        temporary,
        picture,
        preview: {
          ...(await lookAtMedia(file, options?.signal as EventTarget | undefined)),
          ...preview,
        },
      };
      try {
        const { sealed, bytes } = await runTask<SealTask, SealResult>(sealWorker, task, options);
        if (bytes) kept.inMemory.set(key, bytes);
        return sealed;
      } catch (error) {
        await kept.erase(key);
        throw error;
      }
    },
  };

  const uploading: Uploading = {
    async upload(file, options) {
      const { key, cid, sealedBytes } = file;
      const archived = await runTask<UploadOrder, Awaited<ReturnType<Uploading["upload"]>>>(
        uploadWorker,
        {
          verb: "upload",
          id: await uploadId(file),
          networkName,
          file: { key, cid, sealedBytes },
          bytes: kept.inMemory.get(key),
        },
        { ...options, openSession },
      );
      return archived;
    },
    async abandon(file) {
      const order: UploadOrder = { verb: "abandon", id: await uploadId(file) };
      await runTask<UploadOrder, undefined>(uploadWorker, order, { openSession });
    },
  };

  const opening: Opening = {
    async open(file, { ownGatewaysOnly = false, maxBytes = openedBytes, ...options } = {}) {
      const sources = sourcesOf(file, gateways, { ownGatewaysOnly });
      if (sources.length === 0) {
        throw new ParleyError("attachment.unsafe-link", "Its link is never followed");
      }
      const task = { file, sources, maxBytes: Math.min(maxBytes, openedBytes) };
      return runTask<OpenTask, Awaited<ReturnType<Opening["open"]>>>(openWorker, task, options);
    },
    sourcesOf: (file: RemoteFile, options) => [
      ...new Set(sourcesOf(file, gateways, options).map(hostOf)),
    ],
  };

  return { sealing, uploading, opening, sealedFiles: kept };
}

/** Files of others are opened up to here, however small the own ones have to be. */
const OPENED_BYTES = 100 * 1024 * 1024;

function sealWorker(): Worker {
  return new Worker(new URL("../worker/seal.worker.ts", import.meta.url), { type: "module" });
}

function uploadWorker(): Worker {
  return new Worker(new URL("../worker/upload.worker.ts", import.meta.url), { type: "module" });
}

function openWorker(): Worker {
  return new Worker(new URL("../worker/open.worker.ts", import.meta.url), { type: "module" });
}

/** The same for the same sealed bytes, in whatever page: a UUID made of hashes (RFC 9562, version 8). */
async function uploadId({
  key,
  contentDigest,
}: Pick<SealedFile, "key" | "contentDigest">): Promise<string> {
  const name = new TextEncoder().encode(`${key} ${contentDigest}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", name)).subarray(0, 16);
  const byte = (at: number) => hash[at] ?? 0;
  hash[6] = (byte(6) & 0x0f) | 0x80;
  hash[8] = (byte(8) & 0x3f) | 0x80;
  const hex = Array.from(hash, (value) => value.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
