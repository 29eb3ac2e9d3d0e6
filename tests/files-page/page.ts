/** The adapters that touch the bytes of files, in a page without an app around them. */

import { createFileWorks, type FileWorks } from "@/lib/attachments/browser/file-works.ts";
import type { RemoteFile, SealedFile } from "@/lib/attachments/core/attachment.ts";
import type { FileToSeal, OpenOptions, TaskOptions } from "@/lib/attachments/ports.ts";
import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import { packError, type WireError } from "@/lib/errors/wire.ts";
import { openSource } from "@/lib/transfers/browser/file-source.ts";
import { opfsLanding } from "@/lib/transfers/browser/opfs-landing.ts";
import { createBench } from "./bench.ts";

type Settings = { gatewayUrls: string[]; archiveGatewayUrl?: string; maxFileBytes?: number };
type Told<Value> = { value: Value } | { error: WireError };
type Heard = { progress: number[] };
export type OpenLimits = Omit<OpenOptions, keyof TaskOptions>;
export type StoppedAt = { stopAt?: number };
export type GivenFile = Omit<FileToSeal, "file"> & { base64: string; mimeType: string };

let works: FileWorks = start({ gatewayUrls: [] });
let hasSession = true;
let sessionsOpened = 0;

function start({ gatewayUrls, archiveGatewayUrl, maxFileBytes = 100 * 1024 * 1024 }: Settings) {
  return createFileWorks({
    networkName: "test",
    gateways: { gatewayUrls, ...(archiveGatewayUrl && { archiveGatewayUrl }) },
    maxFileBytes,
    openSession: async () => {
      sessionsOpened++;
      if (!hasSession) throw new ParleyError("session.not-a-member", "Not let in");
      await fetch("/open-session", { method: "POST" });
    },
  });
}

/** What went wrong crosses to the test as it crosses from a worker; progress comes along. */
async function told<Value>(
  run: (options: { signal: AbortSignal; onProgress: (fraction: number) => void }) => Promise<Value>,
  { stopAt = 2 }: StoppedAt = {},
): Promise<Told<Value> & Heard> {
  const stopping = new AbortController();
  const progress: number[] = [];
  const onProgress = (fraction: number) => {
    progress.push(fraction);
    if (fraction >= stopAt) stopping.abort();
  };
  if (stopAt === 0) stopping.abort();
  try {
    return { value: await run({ signal: stopping.signal, onProgress }), progress };
  } catch (error) {
    return { error: packError(toParleyError(error)), progress };
  }
}

const base64Of = async (blob: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.readAsDataURL(blob);
  });

const blobOf = async (base64: string, type = "") =>
  new Blob([await (await fetch(`data:;base64,${base64}`)).arrayBuffer()], { type });

const bench = createBench(() => works);

const files = {
  start: (settings: Settings) => {
    works = start(settings);
  },
  refuseSessions: () => {
    hasSession = false;
  },
  sessionsOpened: () => sessionsOpened,
  seal: async ({ base64, mimeType, ...rest }: GivenFile, stop?: StoppedAt) => {
    const file = await blobOf(base64, mimeType);
    return told((options) => works.sealing.seal({ ...rest, file }, options), stop);
  },
  upload: (file: SealedFile, stop?: StoppedAt) =>
    told((options) => works.uploading.upload(file, options), stop),
  abandon: (file: Parameters<FileWorks["uploading"]["abandon"]>[0]) =>
    told(() => works.uploading.abandon(file)),
  open: (file: RemoteFile, more: OpenLimits = {}, stop?: StoppedAt) =>
    told(async (options) => {
      const { blob, ...opened } = await works.opening.open(file, { ...options, ...more });
      return { ...opened, type: blob.type, base64: await base64Of(blob) };
    }, stop),
  sourcesOf: (file: RemoteFile, more?: Pick<OpenOptions, "ownGatewaysOnly">) =>
    works.opening.sourcesOf(file, more),
  has: (key: string) => works.sealedFiles.has(key),
  erase: (key: string) => works.sealedFiles.erase(key),
  keepOnly: (keys: string[]) => works.sealedFiles.keepOnly(keys),
  works: () => works,
  base64Of,
  blobOf,
  bench,
};

export type FilesPage = typeof files;

declare global {
  interface Window {
    files: FilesPage;
    /** Files that go straight to another device. */
    direct: { landing: ReturnType<typeof opfsLanding>; openSource: typeof openSource };
  }
}

window.files = files;
window.direct = { landing: opfsLanding("test"), openSource };
