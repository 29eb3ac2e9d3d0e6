import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { Complaint, say } from "../bootstrap/say.mjs";
import { installWithApt } from "./apt.ts";

const { env, platform } = process;

/** Debian's name for Chromium without a window to draw: the same engine, for two thirds of the work. */
const SHELL = "chromium-headless-shell";

/** Where installers put a Chromium or a Chrome, what suits tests best first. */
function commonPlaces(): string[] {
  if (platform === "darwin") {
    return [
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
  }
  if (platform === "win32") {
    const roots = [env.LOCALAPPDATA, env.PROGRAMFILES, env["PROGRAMFILES(X86)"]];
    return roots.flatMap((root) =>
      root ? [path.join(root, "Google", "Chrome", "Application", "chrome.exe")] : [],
    );
  }
  const folders = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"];
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
  return [SHELL, ...names].flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** Playwright's own downloads, the newest first. */
function playwrightDownloads(): string[] {
  const caches = {
    darwin: path.join(homedir(), "Library", "Caches"),
    win32: env.LOCALAPPDATA ?? "",
  } as Partial<Record<NodeJS.Platform, string>>;
  const folder =
    env.PLAYWRIGHT_BROWSERS_PATH ??
    path.join(caches[platform] ?? path.join(homedir(), ".cache"), "ms-playwright");
  if (!existsSync(folder)) return [];
  const executable = {
    darwin: "Chromium.app/Contents/MacOS/Chromium",
    win32: "chrome.exe",
  } as Partial<Record<NodeJS.Platform, string>>;
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) =>
      readdirSync(path.join(folder, name))
        .filter((inside) => inside.startsWith("chrome-"))
        .map((inside) => path.join(folder, name, inside, executable[platform] ?? "chrome")),
    );
}

/**
 * Gives the path of a Chromium on this machine, or undefined. `CHROME_PATH` decides when set;
 * fails when it leads nowhere.
 */
export function findChromium(): string | undefined {
  const chosen = env.CHROME_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Complaint(`CHROME_PATH is ${chosen}, and there is no such file.`);
  }
  return installedChromiums().find(() => true);
}

/** Like `findChromium`, but one with settings of its own: the shell has none. */
export function findWholeChromium(): string | undefined {
  const found = findChromium();
  if (found === undefined || !isShell(found)) return found;
  return installedChromiums().find((candidate) => !isShell(candidate));
}

function installedChromiums(): string[] {
  return [...commonPlaces(), ...playwrightDownloads()].filter((candidate) => existsSync(candidate));
}

function isShell(executable: string): boolean {
  return path.basename(executable) === SHELL;
}

/** Installs what tests run in where it is not there: a Chromium, and on Debian its shell. */
export function requireChromium(): void {
  const found = findChromium();
  if (found && (env.CHROME_PATH || (isShell(found) && findWholeChromium()))) return;
  if (!found) say("  Chromium         none found, installing one");
  // Debian's own package brings the libraries that it needs; a download would not. An older Debian
  // has the whole browser alone.
  if (!installWithApt(["chromium", SHELL], ["chromium"]) && !found) installWithPlaywright();
  if (findChromium()) return;
  throw new Complaint(
    "There is no Chromium here and none could be installed: install one, or set CHROME_PATH.",
  );
}

function installWithPlaywright(): void {
  const program = path.resolve("node_modules", "playwright", "cli.js");
  spawnSync(process.execPath, [program, "install", "chromium"], { stdio: "ignore" });
}
