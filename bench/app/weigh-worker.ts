import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "../..");

/** What a browser loads for a worker of files, gzipped, in kB. */
export async function weighWorker(name: string): Promise<number> {
  const outDir = await mkdtemp(join(tmpdir(), "parley-worker-"));
  try {
    await build({
      root: join(ROOT, "lib/attachments/worker"),
      configFile: false,
      logLevel: "error",
      build: {
        outDir,
        emptyOutDir: true,
        target: "esnext",
        rollupOptions: { input: join(ROOT, `lib/attachments/worker/${name}.ts`) },
      },
      resolve: { alias: { "@": ROOT } },
    });
    const files = await readdir(join(outDir, "assets"));
    const weights = await Promise.all(
      files.map(async (file) => gzipSync(await readFile(join(outDir, "assets", file))).length),
    );
    return weights.reduce((sum, weight) => sum + weight, 0) / 1_000;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
