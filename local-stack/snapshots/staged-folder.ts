import { constants, existsSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import type { Staged } from "./part.ts";

/** What is still being written has this ending, and belongs to nothing yet. */
const PARTIAL = ".part";

/** All of a folder but what is still being written. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  if (!existsSync(from)) return;
  const filter = (source: string) => !source.endsWith(PARTIAL);
  await cp(from, to, { recursive: true, filter, mode: constants.COPYFILE_FICLONE });
}

/** Makes a copy of `source`, or an empty folder, that takes the place of `folder`. */
export async function stageFolder(source: string | undefined, folder: string): Promise<Staged> {
  const staged = `${folder}.staged`;
  const old = `${folder}.old`;
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
