import { describe, expect, it } from "vitest";
import type { RemoteFile, SealedFile } from "@/lib/attachments/core/attachment.ts";
import type {
  FileToSeal,
  Opening,
  SealedFiles,
  Sealing,
  Uploading,
} from "@/lib/attachments/ports.ts";

export type FilesUnderTest = {
  sealing: Sealing;
  sealedFiles: SealedFiles;
  uploading: Uploading;
  opening: Opening;
  /** Where what was uploaded can be asked for. */
  urlOf(cid: string): string;
};

/** A file as a message tells of it. */
export function remote(file: SealedFile, url: string): RemoteFile {
  const { contentDigest, secret, salt, nonce, sealedBytes, fileName } = file;
  const said = { contentDigest, secret, salt, nonce, sealedBytes };
  return { kind: "remote", url, ...said, ...(fileName !== undefined && { fileName }) };
}

const stopped = () => ({ signal: AbortSignal.abort() });
const code = (name: string) => expect.objectContaining({ code: name });
let keys = 0;

function text(words = "hello", more: Partial<FileToSeal> = {}): FileToSeal {
  const file = new Blob([words], { type: "text/plain" });
  return { key: `key/${keys++}`, file, fileName: "words.txt", ...more };
}

/** What everything promises that seals, uploads and opens files. */
export function filesContract(name: string, open: () => FilesUnderTest): void {
  describe(name, { timeout: 20_000 }, () => {
    it("gives back what was sent, by its message alone", async () => {
      const { sealing, uploading, opening, urlOf } = open();
      const sealed = await sealing.seal(text("hello there"));
      const archived = await uploading.upload(sealed);
      expect(archived).toMatchObject({ cid: sealed.cid, sizeBytes: sealed.sealedBytes });
      expect(archived.copies).toContainEqual({ kind: "node" });
      const opened = await opening.open(remote(sealed, urlOf(sealed.cid)));
      expect(await opened.blob.text()).toBe("hello there");
      expect(opened).toMatchObject({
        mimeType: "text/plain",
        saidMimeType: "text/plain",
        fileName: "words.txt",
        from: new URL(urlOf(sealed.cid)).host,
      });
      expect(opened.blob.type).toBe("text/plain");
    });

    it("says of a file what is known of it before it is sealed", async () => {
      const { sealing } = open();
      const preview = { durationMs: 1_200, waveform: [0, 31, 4] };
      const sealed = await sealing.seal(text("hello", { preview }));
      expect(sealed.preview).toMatchObject({ mimeType: "text/plain", sizeBytes: 5, ...preview });
      expect(sealed.fileName).toBe("words.txt");
    });

    it("tells how far it is, growing, up to all of it", async () => {
      const { sealing, uploading, opening, urlOf } = open();
      const told: number[] = [];
      const onProgress = (fraction: number) => told.push(fraction);
      const grown = () => {
        expect(told.at(-1)).toBe(1);
        expect(told).toEqual(told.toSorted((a, b) => a - b));
        told.length = 0;
      };
      const sealed = await sealing.seal(text(), { onProgress });
      grown();
      await uploading.upload(sealed, { onProgress });
      grown();
      await opening.open(remote(sealed, urlOf(sealed.cid)), { onProgress });
      grown();
    });

    it("keeps sealed bytes until they are erased", async () => {
      const { sealing, sealedFiles } = open();
      const files = [
        await sealing.seal(text()),
        await sealing.seal(text()),
        await sealing.seal(text()),
      ];
      const has = () => Promise.all(files.map(({ key }) => sealedFiles.has(key)));
      expect(await has()).toEqual([true, true, true]);
      await sealedFiles.erase(files[0]?.key ?? "");
      await sealedFiles.erase(files[0]?.key ?? "");
      expect(await has()).toEqual([false, true, true]);
      await sealedFiles.keepOnly([files[2]?.key ?? "", "another"]);
      expect(await has()).toEqual([false, false, true]);
    });

    it("does not upload what is not here", async () => {
      const { sealing, sealedFiles, uploading } = open();
      const sealed = await sealing.seal(text());
      await sealedFiles.erase(sealed.key);
      await expect(uploading.upload(sealed)).rejects.toEqual(code("attachment.gone"));
    });

    it("says that a file is gone that nobody has", async () => {
      const { sealing, opening, urlOf } = open();
      const sealed = await sealing.seal(text("never uploaded"));
      await expect(opening.open(remote(sealed, urlOf(sealed.cid)))).rejects.toEqual(
        code("attachment.gone"),
      );
    });

    it("leaves nothing of what was stopped", async () => {
      const { sealing, sealedFiles, uploading, opening, urlOf } = open();
      const cancelled = code("attachment.cancelled");
      const file = text();
      await expect(sealing.seal(file, stopped())).rejects.toEqual(cancelled);
      expect(await sealedFiles.has(file.key)).toBe(false);
      const sealed = await sealing.seal(file);
      await expect(uploading.upload(sealed, stopped())).rejects.toEqual(cancelled);
      expect(await sealedFiles.has(file.key)).toBe(true);
      const asked = remote(sealed, urlOf(sealed.cid));
      await expect(opening.open(asked, stopped())).rejects.toEqual(cancelled);
      await uploading.abandon(sealed);
    });
  });
}
