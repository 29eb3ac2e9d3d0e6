import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Block 0, the same at each start: `npm run contracts` writes it. */
export const GENESIS = fileURLToPath(new URL("genesis.json", import.meta.url));
/** How much of the chain a `kill -9` may cost: anvil writes the whole file each time. */
const SAVE_EVERY_SECONDS = 30;

/** Where a chain that is kept in `folder` is. */
export const stateFile = (folder: string): string => join(folder, "state.json");

/**
 * anvil's options for a chain that begins with our contracts: forgotten at the end, or kept in
 * `folder` with the states of earlier blocks, at which signatures were verified.
 */
export function stateOptions(folder: string | undefined): string[] {
  if (folder === undefined) return ["--load-state", GENESIS];
  mkdirSync(folder, { recursive: true });
  const file = stateFile(folder);
  setAsideIfBroken(file);
  if (!existsSync(file)) copyFileSync(GENESIS, file);
  const interval = ["--state-interval", String(SAVE_EVERY_SECONDS)];
  return ["--state", file, "--preserve-historical-states", ...interval];
}

/** A process killed while it wrote leaves half a file, which would keep anvil from starting. */
function setAsideIfBroken(file: string): void {
  if (!existsSync(file)) return;
  try {
    JSON.parse(readFileSync(file, "utf8"));
  } catch {
    renameSync(file, `${file}.broken`);
  }
}
