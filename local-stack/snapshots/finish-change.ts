import { existsSync } from "node:fs";
import { LocalStackError } from "../errors.ts";
import { changeParts } from "./change-parts.ts";
import { NewerSnapshotError, readManifest, SnapshotBrokenError, verifyFiles } from "./manifest.ts";
import type { KeepingPart } from "./part.ts";
import type { UnfinishedChange } from "./unfinished-change.ts";

/** The first of the names that is no running part's. */
export function findMissing(
  names: readonly string[],
  running: readonly KeepingPart[],
): string | undefined {
  return names.find((name) => !running.some((part) => part.name === name));
}

/**
 * Makes a change of which some parts may have been made, on all of them again. Refuses with a
 * sentence, and has changed nothing then, where one does not run or the snapshot is not what it was.
 */
export async function finishChange(
  { folder, parts }: UnfinishedChange,
  running: readonly KeepingPart[],
  data: string,
): Promise<void> {
  const obstacle = (folder && (await findFault(folder))) || findAbsence(parts, running);
  if (obstacle) {
    const what = folder === undefined ? "emptied" : `restored from ${folder}`;
    throw new LocalStackError(`${data} was being ${what} when the stack ended, ${obstacle}`);
  }
  const changing = running.filter(({ name }) => parts.includes(name));
  await changeParts(changing, folder, data);
}

function findAbsence(
  names: readonly string[],
  running: readonly KeepingPart[],
): string | undefined {
  const missing = findMissing(names, running);
  return missing && `and ${missing} belongs to that. Start the stack with ${missing} once.`;
}

async function findFault(folder: string): Promise<string | undefined> {
  if (!existsSync(folder)) return "and that is gone. Put it back, or choose another data folder.";
  try {
    await verifyFiles(folder, folder, await readManifest(folder, folder));
    return undefined;
  } catch (error) {
    if (error instanceof SnapshotBrokenError) {
      return `and that is broken now: ${error.why}. Put it back as it was, or choose another data folder.`;
    }
    if (error instanceof NewerSnapshotError) {
      return "and a newer version wrote that. Update, or choose another data folder.";
    }
    throw error;
  }
}
