import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { AppFiles } from "../worker/offline-worker.ts";

/** Those that no page asks for: Turbopack takes a worker's address for one of an asset, too. */
const UNASKED = /\.(?:map|ts|txt)$|\/_(?:ssg|build|clientMiddleware)Manifest\.js$/;

const ICONS = ["/icons/icon-192.png", "/icons/icon-512.png"];

/**
 * The files of the build that this server serves, by path, or undefined when there is no build:
 * while the app is developed.
 */
export async function readAppFiles(buildDir: string): Promise<Omit<AppFiles, "lists"> | undefined> {
  const folder = path.join(buildDir, "static");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => `/_next/static/${file.split(path.sep).join("/")}`)
    .filter((file) => !UNASKED.test(file));
  if (paths.length === 0) return undefined;
  const files = [...paths, ...ICONS].sort();
  const id = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 16);
  return { id, files };
}
