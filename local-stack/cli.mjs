#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Node keeps the code of the run before, stripped of types and compiled: half of the start-up and
// 25 MB. For that, this file is JavaScript and imports the rest late: one TypeScript file read
// before the cache is open would load Node's type stripper. A folder that cannot be written costs
// the gain and nothing else; a NODE_COMPILE_CACHE of the caller's is left alone.
enableCompileCache(join(import.meta.dirname, "node_modules", ".cache", "compiled"));

const { runCommand } = await import("./command/run-command.ts");
await runCommand(process.argv.slice(2));
