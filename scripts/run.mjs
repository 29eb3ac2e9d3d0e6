/**
 * `node scripts/run.mjs FILE.ts …`: runs a script of the repository from a fresh clone as well.
 * Plain JavaScript without dependencies, as `start.mjs`.
 */
import module from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { prepare, ROOT } from "./bootstrap/prepare.mjs";
import { runEntryPoint } from "./bootstrap/say.mjs";

await runEntryPoint(async () => {
  if (!(await prepare(fileURLToPath(import.meta.url)))) return;
  readAliases();
  const [file, ...args] = process.argv.slice(2);
  const script = path.resolve(ROOT, file);
  // What it would find had it been started by itself.
  process.argv = [process.execPath, script, ...args];
  await import(pathToFileURL(script).href);
});

/** Imports between slices begin at the root (`@/lib/…`), which Node alone does not know. */
function readAliases() {
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(
        specifier.startsWith("@/")
          ? pathToFileURL(path.join(ROOT, specifier.slice(2))).href
          : specifier,
        context,
      ),
  });
}
