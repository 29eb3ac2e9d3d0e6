import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ArchivedFile, ArchiveUsage } from "../core/attachment.ts";
import type { ArchiveApi, ArchivedNames } from "../ports.ts";

/** An archived file, with its name where this device knows it. */
export type OwnFile = ArchivedFile & { fileName?: string; mimeType?: string };

export type OwnFiles = { usage: ArchiveUsage; files: readonly OwnFile[]; next?: string };

/** What this inbox has archived on the app's server. Fails with the codes of the archive. */
export type OwnArchive = {
  /** Newest first, a page at a time: give it `next`. */
  list(after?: string): Promise<OwnFiles>;
  /** How a file is kept; undefined when it is not in this archive (any more). */
  find(cid: string): Promise<ArchivedFile | undefined>;
  /** Nobody can load it any more, its owner neither. */
  remove(cid: string): Promise<void>;
};

export type OwnArchivePorts = {
  archive: ArchiveApi;
  names: ArchivedNames;
  /** Sees to it that the app's server knows who asks. */
  openServer: () => Promise<unknown>;
  /** Whose archive it is; undefined where nothing of them is kept on this device. */
  keptFor: () => InboxId | undefined;
};

export function createOwnArchive(ports: OwnArchivePorts): OwnArchive {
  const { archive, names, openServer, keptFor } = ports;
  return {
    async list(after) {
      await openServer();
      const inboxId = keptFor();
      const known = inboxId ? await names.load(inboxId).catch(() => []) : [];
      const byCid = new Map(known.map((name) => [name.cid, name]));
      const page = await archive.list(after);
      return { ...page, files: page.files.map((file) => ({ ...byCid.get(file.cid), ...file })) };
    },
    async find(cid) {
      await openServer();
      return archive.find(cid);
    },
    async remove(cid) {
      await openServer();
      await archive.remove(cid);
      const inboxId = keptFor();
      if (inboxId) await names.remove(inboxId, cid).catch(() => undefined);
    },
  };
}
