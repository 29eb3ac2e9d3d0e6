import { accessSync, constants } from "node:fs";
import { makeFolder } from "../../local-stack/make-folder.ts";
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
