import { getCompileCacheDir } from "node:module";

/** The environment of a thread that takes its code from where this one does (see `cli.mjs`). */
export function codeCacheEnv(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  return folder === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: folder };
}
