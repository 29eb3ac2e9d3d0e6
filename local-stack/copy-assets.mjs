import { cpSync, globSync } from "node:fs";
import { join } from "node:path";

// What the compiler leaves where it is, and the compiled stack reads beside its own files.
const ASSETS = ["chain/genesis.json", "inspect/page/*.{html,css,svg}"];

const [target = "dist"] = process.argv.slice(2);
for (const file of globSync(ASSETS, { cwd: import.meta.dirname })) {
  cpSync(join(import.meta.dirname, file), join(target, file));
}
