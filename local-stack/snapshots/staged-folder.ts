import { constants, existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Staged } from "./part.ts";

/** What is still being written has this ending, and belongs to nothing yet. */
const PARTIAL = ".part";
/** So begins in the data folder what is ready for a change, or was there before one that is not done. */
const STAGED = ".staged-";

/** Where is made ready what will take the place of a file or folder. */
export function stagedFor(kept: string): string {
  return join(dirname(kept), `${STAGED}${basename(kept)}`);
}

/** A folder of its own, in the data folder or in the system's for what is in memory. */
export function makeScratch(data: string | undefined): Promise<string> {
  return mkdtemp(data ? join(data, STAGED) : join(tmpdir(), "parley-staged-"));
}

/** Removes what a killed process had ready. No change may be unfinished. */
export async function sweepStaged(data: string): Promise<void> {
  const left = (await readdir(data)).filter((name) => name.startsWith(STAGED));
  await Promise.all(left.map((name) => rm(join(data, name), { recursive: true, force: true })));
}

/** All of a folder but what is still being written. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  if (!existsSync(from)) return;
  const filter = (source: string) => !source.endsWith(PARTIAL);
  await cp(from, to, { recursive: true, filter, mode: constants.COPYFILE_FICLONE });
}

/** Makes a copy of `source`, or an empty folder, that takes the place of `folder`. */
export async function stageFolder(source: string | undefined, folder: string): Promise<Staged> {
  const staged = stagedFor(folder);
  const old = `${staged}.old`;
  const forget = () => rm(staged, { recursive: true, force: true });
  await forget();
  try {
    if (source === undefined) await mkdir(staged, { recursive: true });
    else await copyFolder(source, staged);
  } catch (error) {
    await forget();
    throw error;
  }
  return {
    abort: forget,
    async commit() {
      await rm(old, { recursive: true, force: true });
      if (existsSync(folder)) await rename(folder, old);
      await rename(staged, folder);
      await rm(old, { recursive: true, force: true });
    },
  };
}
