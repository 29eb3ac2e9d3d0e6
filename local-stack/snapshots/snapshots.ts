import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LocalStackError, NotUnderstoodError } from "../errors.ts";
import { changeParts, HalfChangedError } from "./change-parts.ts";
import { findMissing, finishChange } from "./finish-change.ts";
import {
  type Manifest,
  readManifest,
  SnapshotBrokenError,
  verifyFiles,
  writeManifest,
} from "./manifest.ts";
import type { KeepingPart } from "./part.ts";
import { sweepSnapshots, writeInPlace } from "./snapshot-folder.ts";
import { sweepStaged } from "./staged-folder.ts";
import { NoteLeftError, readChange } from "./unfinished-change.ts";

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
  /**
   * Writes down all that the stack keeps, while it runs. A name that is taken needs `replace`, which
   * replaces nothing but a snapshot.
   */
  save(name: string, options?: { replace?: boolean }): Promise<SnapshotInfo>;
  /**
   * Brings all of it back, or nothing. What came after the snapshot is gone. Refuses where a part runs
   * that the snapshot has nothing for, unless that may be emptied.
   */
  restore(name: string, options?: { emptyOthers?: boolean }): Promise<void>;
  /** Empties every part. */
  reset(): Promise<void>;
  list(): Promise<SnapshotInfo[]>;
};

export type SnapshotsInside = Snapshots & {
  /** Finishes what a crash interrupted, and removes what it left. Before anybody is served. */
  recover(): Promise<void>;
  /** Waits for what has begun, and forgets the snapshots that were nowhere else than here. */
  close(): Promise<void>;
  /**
   * What a restore or a reset left by half, or for the next start to make again, as a sentence; undefined once
   * another one is done.
   */
  halfChanged(): string | undefined;
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

export function createSnapshots(given: SnapshotsParts): SnapshotsInside {
  const { parts, data, alone } = given;
  let ownFolder: Promise<string> | undefined;
  const root = (): Promise<string> => {
    if (given.folder !== undefined) return Promise.resolve(resolve(given.folder));
    ownFolder ??= mkdtemp(join(tmpdir(), "parley-snapshots-"));
    return ownFolder;
  };
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

  const save = async (name: string, replace: boolean): Promise<SnapshotInfo> => {
    const folder = await root();
    const place = join(folder, name);
    if (existsSync(place) && !replace) {
      throw new LocalStackError(
        `There is a snapshot ${name} already. Choose another name, or replace it with --replace.`,
      );
    }
    if (existsSync(place)) await requireSnapshot(place);
    return writeInPlace(folder, name, async (partial) => {
      for (const part of parts) {
        await mkdir(join(partial, part.name));
        await part.save(join(partial, part.name));
      }
      const names = parts.map((part) => part.name);
      return infoOf(name, await writeManifest(partial, names));
    });
  };

  let halfChanged: string | undefined;
  const change = (folder: string | undefined) =>
    alone(async () => {
      try {
        await changeParts(parts, folder, data);
        halfChanged = undefined;
      } catch (error) {
        const isLeft = error instanceof HalfChangedError || error instanceof NoteLeftError;
        if (isLeft) halfChanged = error.message;
        throw error;
      }
    });

  const restore = async (name: string, emptyOthers: boolean): Promise<void> => {
    const folder = join(await root(), name);
    if (!existsSync(folder)) throw new LocalStackError(`There is no snapshot ${name}.`);
    const manifest = await readManifest(folder, name);
    await verifyFiles(folder, name, manifest);
    const missing = findMissing(manifest.parts, parts);
    if (missing) {
      throw new LocalStackError(
        `Snapshot ${name} has something for ${missing}, which does not run. Start the stack with it.`,
      );
    }
    const other = parts.find((part) => !manifest.parts.includes(part.name));
    if (other && !emptyOthers) {
      throw new LocalStackError(
        `Snapshot ${name} has nothing for ${other.name}, which runs. Start the stack without it, or let it be emptied with --empty-others.`,
      );
    }
    await change(folder);
  };

  return {
    async save(name, { replace = false } = {}) {
      requireName(name);
      return inTurn("written down", () => save(name, replace));
    },

    async restore(name, { emptyOthers = false } = {}) {
      requireName(name);
      return inTurn("restored", () => restore(name, emptyOthers));
    },

    reset: () => inTurn("emptied", () => change(undefined)),

    async list() {
      const folder = await root();
      const names = await readdir(folder).catch(() => []);
      const found = names.filter((name) => NAME.test(name)).map((name) => readInfo(folder, name));
      return (await Promise.all(found)).filter((info) => info !== undefined);
    },

    recover: () =>
      inTurn("started", async () => {
        if (given.folder !== undefined) await sweepSnapshots(await root());
        if (!data) return;
        const change = await readChange(data);
        if (change) await finishChange(change, parts, data);
        await sweepStaged(data);
      }),

    async close() {
      await last;
      if (ownFolder) await rm(await ownFolder, { recursive: true, force: true });
    },

    halfChanged: () => halfChanged,
  };
}

/** So that nothing else is replaced; one of a newer version may be. */
async function requireSnapshot(place: string): Promise<void> {
  try {
    await readManifest(place, place);
  } catch (error) {
    if (!(error instanceof SnapshotBrokenError)) return;
    throw new LocalStackError(
      `${place} is no snapshot that could be replaced: ${error.why}. Choose another name, or remove it.`,
      { cause: error },
    );
  }
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
  throw new NotUnderstoodError(
    `A snapshot's name has letters, digits, dots, dashes and underscores, 64 at most.`,
  );
}
