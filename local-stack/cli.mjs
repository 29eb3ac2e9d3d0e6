#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const isTypeScript = existsSync(new URL("command/run-command.ts", import.meta.url));

if (isTypeScript ? process.features.typescript : module.enableCompileCache) {
  // Node keeps the code of the run before, stripped of types and compiled: half of the start-up and
  // 25 MB. For that, this file is JavaScript and imports the rest late: one TypeScript file read
  // before the cache is open would load Node's type stripper. A folder that cannot be written costs
  // the gain and nothing else; a NODE_COMPILE_CACHE of the caller's is left alone.
  module.enableCompileCache(
    fileURLToPath(new URL("node_modules/.cache/compiled", import.meta.url)),
  );
  const { runCommand } = await import("./command/run-command.ts");
  await runCommand(process.argv.slice(2));
} else {
  console.error(
    `parley-local-stack needs Node 24, or 22 from 22.18 on. This is Node ${process.versions.node}.`,
  );
  process.exitCode = 1;
}
