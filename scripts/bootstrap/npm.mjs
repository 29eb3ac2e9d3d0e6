import { spawn } from "node:child_process";
import path from "node:path";
import { Complaint } from "./say.mjs";

const QUIET = ["--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];

const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs npm without a word; when it fails, its last lines are part of the complaint.
 *
 * Whoever ends us meanwhile ends npm as well, at once: asked politely it unpacks on for half a
 * minute, and the next install fails over what it does. What it leaves does not count as installed.
 *
 * Install scripts never run: nothing that Parley depends on needs one.
 * @param {string[]} args
 * @param {{ root: string, task: string }} options `task` completes "Could not …"
 * @returns {Promise<void>}
 */
export function npm(args, { root, task }) {
  // The npm that runs us, when there is one: on Windows `npm` alone is no program.
  const own = process.env.npm_execpath;
  const useOwn = own !== undefined && path.extname(own) === ".js";
  const [program, first] = useOwn ? [process.execPath, [own]] : ["npm", []];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args, "--ignore-scripts", ...QUIET], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      shell: !useOwn && process.platform === "win32",
      // Its own group, so that all of it can be ended and Ctrl-C reaches us alone.
      detached: process.platform !== "win32",
    });
    const stop = () => killAll(child);
    for (const signal of ENDINGS) process.once(signal, stop);
    let output = "";
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => reject(new Complaint(`Could not ${task}: ${error.message}`)));
    child.on("close", (code, signal) => {
      for (const ending of ENDINGS) process.off(ending, stop);
      if (code === 0) resolve();
      else if (signal) reject(new Complaint("Stopped."));
      else reject(new Complaint(`Could not ${task}:\n${lastLines(output, 12)}`));
    });
  });
}

function killAll(child) {
  if (child.pid === undefined || process.platform === "win32") child.kill();
  else process.kill(-child.pid, "SIGKILL");
}

function lastLines(text, count) {
  return text.trim().split("\n").slice(-count).join("\n");
}
