/**
 * `npm test`: every check there is, from a fresh clone. `-- --only static|unit|e2e` runs a part.
 * Plain JavaScript without dependencies, as `start.mjs`.
 */
import { fileURLToPath } from "node:url";
import { prepare } from "./bootstrap/prepare.mjs";
import { runEntryPoint } from "./bootstrap/say.mjs";

await runEntryPoint(async () => {
  if (!(await prepare(fileURLToPath(import.meta.url)))) return;
  const { runChecks } = await import("./checks/run-checks.ts");
  process.exitCode = await runChecks(process.argv.slice(2));
});
