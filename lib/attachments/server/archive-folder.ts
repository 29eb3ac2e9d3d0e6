import { existsSync } from "node:fs";
import path from "node:path";

/** What of the archive is on this machine's disk is below it. */
export function archiveFolder(dataDir: string): string {
  return path.resolve(dataDir, "archive");
}

/** Whether this machine had an archive open before. */
export function hadArchive(dataDir: string): boolean {
  return existsSync(archiveFolder(dataDir));
}
