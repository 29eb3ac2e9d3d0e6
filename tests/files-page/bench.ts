/** What the bench measures of files: the same bytes with Parley, and with the browser alone. */
import type { FileWorks } from "@/lib/attachments/browser/file-works.ts";
import type { SealedFile } from "@/lib/attachments/core/attachment.ts";

const MIB = 1024 * 1024;

export type BenchedFile = { sealed: SealedFile; url: string };

export function createBench(works: () => FileWorks) {
  let file = new Blob();
  let runs = 0;

  async function timed(run: () => Promise<unknown>): Promise<number> {
    const startedAt = performance.now();
    await run();
    return performance.now() - startedAt;
  }

  return {
    /** Puts a file of that size where browsers keep files, so that memory has nothing of it. */
    make: async (bytes: number) => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle("bench", { create: true });
      const writing = await handle.createWritable();
      for (let left = bytes; left > 0; left -= MIB) {
        const part = new Uint8Array(Math.min(MIB, left));
        for (let at = 0; at < part.length; at += 65_536)
          crypto.getRandomValues(part.subarray(at, at + 65_536));
        await writing.write(part);
      }
      await writing.close();
      file = await handle.getFile();
    },
    sendOurs: () =>
      timed(async () => {
        const { sealing, uploading, sealedFiles } = works();
        const sealed = await sealing.seal({ key: `bench-${runs++}`, file, fileName: "bench" });
        await uploading.upload(sealed);
        await sealedFiles.erase(sealed.key);
      }),
    sendBare: () =>
      timed(async () => {
        const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
          "encrypt",
        ]);
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const bytes = await file.arrayBuffer();
        const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes);
        // As a blob: whoever watches the browser would hold what else is sent.
        await fetch("/put", { method: "PUT", body: new Blob([sealed]) });
      }),
    /** A file to fetch, sealed and given to the server of the test. */
    seal: async () => {
      const { sealing } = works();
      const sealed = await sealing.seal({ key: "kept", file, fileName: "bench" });
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("parley-sealed-test");
      const kept = await (await folder.getFileHandle("kept")).getFile();
      await fetch("/offer", { method: "PUT", body: kept });
      await works().sealedFiles.erase("kept");
      return sealed;
    },
    openOurs: ({ sealed, url }: BenchedFile) =>
      timed(async () => {
        const { blob } = await works().opening.open({ kind: "remote", ...sealed, url });
        if (blob.size !== file.size) throw new Error("Another size");
      }),
    openBare: async ({ url, sealed }: BenchedFile) => {
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
        "encrypt",
        "decrypt",
      ]);
      const iv = new Uint8Array(12);
      return timed(async () => {
        const bytes = await (await fetch(url, { cache: "no-store" })).arrayBuffer();
        if (bytes.byteLength !== sealed.sealedBytes) throw new Error("Another size");
        // Undoing costs what doing costs, and needs no key of the file.
        const opened = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes);
        new Blob([opened]);
      });
    },
  };
}
