import { readFileSync } from "node:fs";
import path from "node:path";
import { npm } from "./npm.mjs";
import { elapsed, note } from "./say.mjs";

/**
 * Installs exactly what package-lock.json says, unless node_modules holds that already.
 * @param {string} root
 */
export async function installDependencies(root) {
  if (installedMatchesLock(root)) return;
  const begunMs = performance.now();
  note("  Dependencies     installing, this takes a moment");
  await npm(["ci"], { root, task: "install the dependencies" });
  note(`  Dependencies     installed (${elapsed(begunMs)})`);
}

/**
 * Whether npm's own record of node_modules agrees with the lock file. npm writes that record
 * last, so an interrupted install does not count; after a plain `npm install` it agrees.
 */
function installedMatchesLock(root) {
  const wanted = packagesIn(path.join(root, "package-lock.json"));
  const installed = packagesIn(path.join(root, "node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(([folder, entry]) => {
    // The root and the workspaces are ours; optional ones may be for another platform.
    if (!folder.includes("node_modules/") || entry.link) return true;
    const found = installed[folder];
    return found ? found.version === entry.version : entry.optional === true;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return {};
  }
}
