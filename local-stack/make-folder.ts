import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those that lead to it, one by one: with `recursive`, Node asks for ever where a
 * folder is that takes no others, as `/proc` is. Fails as `mkdirSync` does.
 */
export function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new Error(`${folder} is a file`);
  const parent = dirname(folder);
  // A drive of Windows has no folder above it.
  if (parent === folder) throw new Error(`${folder} is not there`);
  makeFolder(parent);
  mkdirSync(folder);
}
