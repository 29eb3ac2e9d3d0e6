import { readFile } from "node:fs/promises";
import path from "node:path";

/** The script that other sites load, as the build in `buildDir` has it; undefined without one. */
export function readEmbedScript(buildDir: string): Promise<Buffer<ArrayBuffer> | undefined> {
  return readFile(path.join(buildDir, "embed.js")).catch(() => undefined);
}
