import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** What is being written, and what it replaces: by whom (the process), which writing, of what name. */
const UNFINISHED = /^\.(?:part|old)-((\d+)-[0-9a-f]{8})(?:-(.+))?$/;
/** Of this process, which several stacks may share. */
const writings = new Set<string>();

/**
 * Writes into a folder of its own, which gets the name when it is whole. What had the name before is
 * gone only then. When something fails all is as it was.
 */
export async function writeInPlace<Result>(
  root: string,
  name: string,
  write: (partial: string) => Promise<Result>,
): Promise<Result> {
  const writing = `${process.pid}-${randomBytes(4).toString("hex")}`;
  const partial = join(root, `.part-${writing}`);
  writings.add(writing);
  try {
    await mkdir(partial, { recursive: true });
    const result = await write(partial);
    await takePlace(partial, join(root, name), join(root, `.old-${writing}-${name}`));
    return result;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  } finally {
    writings.delete(writing);
  }
}

async function takePlace(partial: string, place: string, old: string): Promise<void> {
  const isTaken = existsSync(place);
  if (isTaken) await rename(place, old);
  try {
    await rename(partial, place);
  } catch (error) {
    if (isTaken) await rename(old, place);
    throw error;
  }
  // What stays is swept at the next start: the new one is in its place, and that is what was asked.
  if (isTaken) await rm(old, { recursive: true, force: true }).catch(() => {});
}

/**
 * Removes what killed processes left unfinished, and gives back its name to what was about to be
 * replaced. What other stacks are writing there stays, and so does what cannot be removed.
 */
export async function sweepSnapshots(root: string): Promise<void> {
  for (const left of await readdir(root).catch(() => [])) {
    const [, writing, pid, name] = UNFINISHED.exec(left) ?? [];
    if (writing === undefined || isGoingOn(writing, Number(pid))) continue;
    const isLost = name !== undefined && !existsSync(join(root, name));
    const swept = isLost
      ? rename(join(root, left), join(root, name))
      : rm(join(root, left), { recursive: true, force: true });
    await swept.catch(() => {});
  }
}

/** A process may have the id of one before it, in a container even each time. */
function isGoingOn(writing: string, pid: number): boolean {
  if (pid === process.pid) return writings.has(writing);
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
