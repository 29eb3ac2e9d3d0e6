import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalStackError } from "../errors.ts";
import { type Manifest, readManifest, verifyFiles, writeManifest } from "./manifest.ts";
import type { KeepingPart, Staged } from "./part.ts";

/** A snapshot, without what is in it. */
export type SnapshotInfo = {
  name: string;
  /** ISO 8601. */
  createdAt: string;
  /** Of the package that wrote it. */
  version: string;
  parts: readonly string[];
  bytes: number;
};

/** Of the whole stack, by name. What they throw is a {@link LocalStackError}. */
export type Snapshots = {
  /** Writes down all that the stack keeps, while it runs. A name that is taken needs `replace`. */
  save(name: string, options?: { replace?: boolean }): Promise<SnapshotInfo>;
  /** Brings all of it back, or nothing. What came after the snapshot is gone. */
  restore(name: string): Promise<void>;
  /** Empties every part. */
  reset(): Promise<void>;
  list(): Promise<SnapshotInfo[]>;
};

export type SnapshotsInside = Snapshots & {
  /** Finishes what a crash interrupted. Before anybody is served. */
  recover(): Promise<void>;
  /** Waits for what has begun, and forgets the snapshots that were nowhere else than here. */
  close(): Promise<void>;
};

export type SnapshotsParts = {
  parts: readonly KeepingPart[];
  /** Where snapshots are; a folder of this process alone unless given. */
  folder: string | undefined;
  /** The stack's data, where it is on the disk. */
  data: string | undefined;
  /** Runs the task while nobody is served. */
  alone: (task: () => Promise<void>) => Promise<void>;
};

const NAME = /^\w[\w.-]{0,63}$/;
/** Says in the data folder which change has begun: one of its parts may have been made. */
const MARKER = "changing.json";

export function createSnapshots(given: SnapshotsParts): SnapshotsInside {
  const { parts, data, alone } = given;
  let ownFolder: Promise<string> | undefined;
  const root = (): Promise<string> => {
    if (given.folder !== undefined) return Promise.resolve(given.folder);
    ownFolder ??= mkdtemp(join(tmpdir(), "parley-snapshots-"));
    return ownFolder;
  };
  const marker = data && join(data, MARKER);
  // One after the other: what is written down while it changes would be neither.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(what: string, task: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(task).catch((error: unknown) => {
      if (error instanceof LocalStackError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new LocalStackError(`The stack cannot be ${what}: ${reason}.`, { cause: error });
    });
    last = turn.catch(() => undefined);
    return turn;
  };

  const change = async (folder: string | undefined): Promise<void> => {
    const staged = await stageAll(parts, folder);
    if (marker) await writeFile(marker, JSON.stringify({ folder }), { flush: true });
    // The first is the network's database, the one that can still refuse.
    for (const [index, { commit }] of staged.entries()) {
      try {
        await commit();
      } catch (error) {
        if (index > 0) throw error;
        await abortAll(staged.slice(1));
        if (marker) await rm(marker, { force: true });
        throw error;
      }
    }
    if (marker) await rm(marker, { force: true });
  };

  const save = async (name: string, replace: boolean): Promise<SnapshotInfo> => {
    const folder = await root();
    const place = join(folder, name);
    if (existsSync(place) && !replace) {
      throw new LocalStackError(
        `There is a snapshot ${name} already. Choose another name, or replace it with --replace.`,
      );
    }
    await mkdir(folder, { recursive: true });
    const partial = await mkdtemp(join(folder, ".part-"));
    try {
      for (const part of parts) {
        await mkdir(join(partial, part.name));
        await part.save(join(partial, part.name));
      }
      const names = parts.map((part) => part.name);
      const manifest = await writeManifest(partial, names);
      await takePlace(partial, place);
      return infoOf(name, manifest);
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      throw error;
    }
  };

  const restore = async (name: string): Promise<void> => {
    const folder = join(await root(), name);
    if (!existsSync(folder)) throw new LocalStackError(`There is no snapshot ${name}.`);
    const manifest = await readManifest(folder, name);
    await verifyFiles(folder, name, manifest);
    const missing = manifest.parts.find((part) => !parts.some((each) => each.name === part));
    if (missing) {
      throw new LocalStackError(
        `Snapshot ${name} has something for ${missing}, which does not run. Start the stack with it.`,
      );
    }
    await alone(() => change(folder));
  };

  return {
    async save(name, { replace = false } = {}) {
      requireName(name);
      return inTurn("written down", () => save(name, replace));
    },

    async restore(name) {
      requireName(name);
      return inTurn("restored", () => restore(name));
    },

    reset: () => inTurn("emptied", () => alone(() => change(undefined))),

    async list() {
      const folder = await root();
      const names = await readdir(folder).catch(() => []);
      const found = names.filter((name) => NAME.test(name)).map((name) => readInfo(folder, name));
      return (await Promise.all(found)).filter((info) => info !== undefined);
    },

    async recover() {
      if (!marker || !existsSync(marker)) return;
      const { folder } = JSON.parse(await readFile(marker, "utf8")) as { folder?: string };
      if (folder !== undefined && !existsSync(folder)) {
        throw new LocalStackError(
          `${data} was being restored from ${folder} when the stack ended, and that is gone. Put it back, or choose another data folder.`,
        );
      }
      await change(folder);
    },

    async close() {
      await last;
      if (ownFolder) await rm(await ownFolder, { recursive: true, force: true });
    },
  };
}

async function stageAll(
  parts: readonly KeepingPart[],
  folder: string | undefined,
): Promise<Staged[]> {
  const staged: Staged[] = [];
  try {
    for (const part of parts) {
      const own = folder && join(folder, part.name);
      staged.push(await part.stage(own && existsSync(own) ? own : undefined));
    }
    return staged;
  } catch (error) {
    await abortAll(staged);
    throw error;
  }
}

async function abortAll(staged: readonly Staged[]): Promise<void> {
  await Promise.all(staged.map(({ abort }) => abort()));
}

/** What was there before is gone only when the new one is in its place. */
async function takePlace(partial: string, place: string): Promise<void> {
  const old = `${partial}.old`;
  const isTaken = existsSync(place);
  if (isTaken) await rename(place, old);
  await rename(partial, place);
  if (isTaken) await rm(old, { recursive: true, force: true });
}

async function readInfo(folder: string, name: string): Promise<SnapshotInfo | undefined> {
  const manifest = await readManifest(join(folder, name), name).catch(() => undefined);
  return manifest && infoOf(name, manifest);
}

function infoOf(name: string, { createdAt, version, parts, files }: Manifest): SnapshotInfo {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  return { name, createdAt, version, parts, bytes };
}

function requireName(name: string): void {
  if (NAME.test(name)) return;
  throw new LocalStackError(
    `A snapshot's name has letters, digits, dots, dashes and underscores, 64 at most.`,
  );
}
