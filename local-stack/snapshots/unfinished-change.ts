import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalStackError } from "../errors.ts";
import { syncFolder } from "../sync-folder.ts";
import { stagedFor } from "./staged-folder.ts";

/** Says in the data folder which change has begun: some of its parts may have been made. */
const FILE = "changing.json";

/** What a process that ended in the middle had set out to do. */
export type UnfinishedChange = {
  /** Of the snapshot; none where the stack was being emptied. */
  folder?: string;
  /** Names of those that change. */
  parts: readonly string[];
};

/** The note cannot be removed: the next start would make the change, and what was written until then is lost. */
export class NoteLeftError extends LocalStackError {
  override readonly name = "NoteLeftError";

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `${file} cannot be removed (${reason}). Remove it: the next start would make the same change again.`,
      { cause },
    );
  }
}

/** Resolves when the note would survive a power cut. It may be there when this throws. */
export async function noteChange(data: string, change: UnfinishedChange): Promise<void> {
  const file = join(data, FILE);
  const partial = stagedFor(file);
  try {
    await writeFile(partial, JSON.stringify(change), { flush: true });
    await rename(partial, file);
    await syncFolder(data);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw error;
  }
}

/** Resolves when nobody would find the note any more, not even after a power cut. Throws {@link NoteLeftError}. */
export async function forgetChange(data: string): Promise<void> {
  const file = join(data, FILE);
  try {
    await rm(file, { force: true });
    await syncFolder(data);
  } catch (error) {
    throw new NoteLeftError(file, error);
  }
}

/** Undefined when there is none. One that cannot be understood was not whole yet: nothing had begun. */
export async function readChange(data: string): Promise<UnfinishedChange | undefined> {
  const file = join(data, FILE);
  if (!existsSync(file)) return undefined;
  const change = parseChange(await readFile(file, "utf8"));
  if (!change) await forgetChange(data);
  return change;
}

function parseChange(text: string): UnfinishedChange | undefined {
  try {
    const { folder, parts } = JSON.parse(text) as UnfinishedChange;
    if (!Array.isArray(parts)) return undefined;
    return folder === undefined ? { parts } : { folder, parts };
  } catch {
    return undefined;
  }
}
