import { type Browser, chromium, type Page } from "@playwright/test";
import type { FileWorks } from "@/lib/attachments/browser/file-works.ts";
import type { TaskOptions } from "@/lib/attachments/ports.ts";
import { unpackError, type WireError } from "@/lib/errors/wire.ts";
import { ArchiveServer } from "@/tests/fakes/archive-server.ts";
import { SpoiledGateway } from "@/tests/fakes/spoiled-gateway.ts";
import { LAUNCH_OPTIONS } from "../e2e/harness/chromium.ts";
import { serveFilesPage } from "./serve.ts";

export type FilesInChromium = {
  page: Page;
  browser: Browser;
  archive: ArchiveServer;
  /** The archive's own, which has what was uploaded. */
  gateway: SpoiledGateway;
  close(): Promise<void>;
};

/** The page of files in a real Chromium, beside an archive and its gateway. */
export async function filesInChromium(): Promise<FilesInChromium> {
  const gateway = await new SpoiledGateway().open();
  const archive = new ArchiveServer(gateway);
  const site = await serveFilesPage(archive.answer);
  const browser = await chromium.launch(LAUNCH_OPTIONS);
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => "files" in window);
  return {
    page,
    browser,
    archive,
    gateway,
    close: async () => {
      await browser.close();
      await site.close();
      gateway.close();
    },
  };
}

/** The ports of a page, as objects of the test: bytes cross as text. */
export function filesOf(
  page: Page,
): Pick<FileWorks, "sealing" | "uploading" | "opening" | "sealedFiles"> {
  return {
    sealing: {
      seal: async ({ file, ...rest }, options) => {
        const base64 = Buffer.from(await file.arrayBuffer()).toString("base64");
        const given = { ...rest, base64, mimeType: file.type };
        const stop = stopOf(options);
        return heard(
          await page.evaluate(([one, when]) => window.files.seal(one, when), [
            given,
            stop,
          ] as const),
          options,
        );
      },
    },
    uploading: {
      upload: async (file, options) =>
        heard(
          await page.evaluate(([one, when]) => window.files.upload(one, when), [
            file,
            stopOf(options),
          ] as const),
          options,
        ),
      abandon: async (file) =>
        heard(await page.evaluate((one) => window.files.abandon(one), file), undefined),
    },
    opening: {
      open: async (file, { signal, onProgress, ...limits } = {}) => {
        const options = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
        const told = await page.evaluate(
          ([one, more, when]) => window.files.open(one, more, when),
          [file, limits, stopOf(options)] as const,
        );
        const { base64, type, ...opened } = heard(told, options);
        return { ...opened, blob: new Blob([Buffer.from(base64, "base64")], { type }) };
      },
      sourcesOf: () => {
        throw new Error("asked in the page");
      },
    },
    sealedFiles: {
      has: (key) => page.evaluate((one) => window.files.has(one), key),
      erase: (key) => page.evaluate((one) => window.files.erase(one), key),
      keepOnly: (keys) => page.evaluate((all) => window.files.keepOnly(all), [...keys]),
    },
  };
}

type Told<Value> = ({ value: Value } | { error: WireError }) & { progress: number[] };

function heard<Value>(told: Told<Value>, options: TaskOptions | undefined): Value {
  for (const fraction of told.progress) options?.onProgress?.(fraction);
  if ("error" in told) throw unpackError(told.error);
  return told.value;
}

/** A signal can't cross: one that is aborted already is stopped from the start. */
function stopOf(options: TaskOptions | undefined): { stopAt?: number } {
  return options?.signal?.aborted ? { stopAt: 0 } : {};
}
