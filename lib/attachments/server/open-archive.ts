import { randomUUID } from "node:crypto";
import path from "node:path";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Archive, ArchiveLocks, ArchiveRecords, Staging } from "../ports.ts";
import { archiveFolder } from "./archive-folder.ts";
import { openFolderRecords, openServerRecords } from "./records/open-records.ts";
import { stagingFolder } from "./staging/staging-folder.ts";

type Options = {
  /** Of this server: what arrives, and the database where there is no other, are below it. */
  dataDir: string;
  databaseUrl?: string;
};

/** What the archive needs of this machine. Fails as the opening of its database does. */
export async function openArchiveStores({ dataDir, databaseUrl }: Options): Promise<{
  records: ArchiveRecords;
  locks: ArchiveLocks;
  staging: Staging;
  newKey: () => string;
}> {
  const folder = archiveFolder(dataDir);
  const { records, locks } = await (databaseUrl
    ? openServerRecords(databaseUrl)
    : openFolderRecords(path.join(folder, "database"))
  ).catch((error: unknown) => {
    // Whoever runs this server reads what to do; who asked it only hears that it can't.
    if (error instanceof ParleyError) console.error(error.message, error.cause ?? "");
    throw new ParleyError("archive.no-records", "The database does not open", { cause: error });
  });
  const staging = stagingFolder(path.join(folder, "staging"));
  return { records, locks, staging, newKey: randomUUID };
}

const SWEEP_EVERY_MS = 5 * 60_000;

/** Now, and every few minutes as long as this process lives. */
export function keepSweeping(archive: Pick<Archive, "sweep">): void {
  let isSweeping = false;
  const sweep = async () => {
    if (isSweeping) return;
    isSweeping = true;
    await archive.sweep().catch((error: unknown) => {
      const code = error instanceof ParleyError ? error.code : "unexpected";
      console.error(`The archive was not swept: ${code}`);
    });
    isSweeping = false;
  };
  void sweep();
  setInterval(sweep, SWEEP_EVERY_MS).unref();
}
