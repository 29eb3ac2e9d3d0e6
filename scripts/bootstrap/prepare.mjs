import { fileURLToPath } from "node:url";
import { installDependencies } from "./dependencies.mjs";
import { capableNode, continueIn } from "./node-runtime.mjs";

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Brings a fresh clone to where TypeScript and dependencies can be used. Needs only Node 20
 * and npm.
 * @param {string} script the entry point, to run again when another Node is needed
 * @returns {Promise<boolean>} false when the work goes on in another process
 */
export async function prepare(script) {
  const node = await capableNode(ROOT);
  if (node !== process.execPath) {
    continueIn(node, script, process.argv.slice(2));
    return false;
  }
  process.chdir(ROOT);
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await installDependencies(ROOT);
  return true;
}
