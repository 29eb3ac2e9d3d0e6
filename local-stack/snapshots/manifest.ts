import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { LocalStackError } from "../errors.ts";
import { VERSION } from "../version.ts";

/** What this version writes, and the newest that it reads. */
const FORMAT = 1;
const FILE = "manifest.json";

/** What a snapshot says about itself. */
export type Manifest = {
  format: number;
  /** Of the package that wrote it. */
  version: string;
  /** ISO 8601. */
  createdAt: string;
  parts: readonly string[];
  /** Every file by its path, with slashes, and its SHA-256 in hex. */
  files: Readonly<Record<string, { bytes: number; sha256: string }>>;
};

/** A snapshot is not whole, or was altered; nothing was changed. */
export class SnapshotBrokenError extends LocalStackError {
  override readonly name = "SnapshotBrokenError";
  /** Half a sentence. */
  readonly why: string;

  constructor(name: string, why: string, cause?: unknown) {
    super(`Snapshot ${name} is broken: ${why}. The stack is as it was.`, { cause });
    this.why = why;
  }
}

/** A newer version wrote the snapshot; nothing was changed. */
export class NewerSnapshotError extends LocalStackError {
  override readonly name = "NewerSnapshotError";

  constructor(name: string, version: string) {
    super(
      `Snapshot ${name} was written by version ${version}, and this version (${VERSION}) cannot read it. The stack is as it was.`,
    );
  }
}

/** Describes all that is in the folder, in a file beside it. */
export async function writeManifest(folder: string, parts: readonly string[]): Promise<Manifest> {
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const path of await listFiles(folder)) files[path] = await digest(join(folder, path));
  const createdAt = new Date().toISOString();
  const manifest: Manifest = { format: FORMAT, version: VERSION, createdAt, parts, files };
  await writeFile(join(folder, FILE), JSON.stringify(manifest, null, 2), { flush: true });
  return manifest;
}

export async function readManifest(folder: string, name: string): Promise<Manifest> {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(await readFile(join(folder, FILE), "utf8"));
  } catch (error) {
    throw new SnapshotBrokenError(name, `it has no ${FILE} that can be read`, error);
  }
  if (typeof manifest?.format !== "number" || !Array.isArray(manifest.parts)) {
    throw new SnapshotBrokenError(name, `its ${FILE} says nothing`);
  }
  if (manifest.format > FORMAT) throw new NewerSnapshotError(name, String(manifest.version));
  return manifest;
}

/** Throws {@link SnapshotBrokenError} unless every file is there, as it was written, and no other. */
export async function verifyFiles(folder: string, name: string, manifest: Manifest): Promise<void> {
  const found = new Set(await listFiles(folder));
  for (const [path, { sha256 }] of Object.entries(manifest.files)) {
    if (!found.delete(path)) throw new SnapshotBrokenError(name, `${path} is missing`);
    if ((await digest(join(folder, path))).sha256 !== sha256) {
      throw new SnapshotBrokenError(name, `${path} is not what was written`);
    }
  }
  const [strange] = found;
  if (strange) throw new SnapshotBrokenError(name, `${strange} does not belong to it`);
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => path !== FILE);
}

async function digest(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  const content = createReadStream(file);
  await pipeline(content, hash);
  return { bytes: content.bytesRead, sha256: hash.digest("hex") };
}
