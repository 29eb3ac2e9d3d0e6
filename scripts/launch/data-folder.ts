import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { Complaint } from "../bootstrap/say.mjs";

/**
 * Makes the folder of the data, which everything that starts writes its log to: better known before
 * anything does. Fails with a sentence where nothing can be written.
 */
export function requireWritable(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Complaint(
      `Parley cannot write to ${dataDir} (${reason}): set PARLEY_DATA_DIR to a folder of your own.`,
    );
  }
}

/**
 * Folder by folder: with `recursive`, Node asks for ever where a folder is that takes no others, as
 * `/proc` is.
 */
function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new Error(`${folder} is a file`);
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}
