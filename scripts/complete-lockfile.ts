/**
 * `npm run lock`: names in package-lock.json the binaries of every platform.
 *
 * npm leaves out the optional packages that its registry could not give (mirrors often carry
 * one platform only), and then `npm ci` refuses the file elsewhere. What a package asks for is
 * pinned exactly, so the missing entries follow from it. `--check` changes nothing and exits 1
 * when something is missing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { ROOT } from "./bootstrap/prepare.mjs";
import { say } from "./bootstrap/say.mjs";

type LockEntry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Packages = Record<string, LockEntry>;

const LOCK_FILE = `${ROOT}package-lock.json`;
const OS = /\b(android|darwin|freebsd|linux|openharmony|win32)\b/;
const CPU = /\b(arm64|armv7|arm|ia32|ppc64|riscv64|s390x|wasm32|x64|amd64)\b/;
/** What some packages call a processor that npm has another name for. */
const NPM_CPU: Readonly<Record<string, string>> = { armv7: "arm", amd64: "x64" };
const LIBC = /\b(gnu|musl)/;

/** The entries that the lock file should have and has not. */
function missingEntries(packages: Packages): Packages {
  const missing: Packages = {};
  for (const [folder, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isResolved(packages, folder, name)) continue;
      missing[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(entry.dev && { dev: true }),
        optional: true,
      };
    }
  }
  return missing;
}

/** Whether Node's walk up the folders would find `name` from `folder`. */
function isResolved(packages: Packages, folder: string, name: string): boolean {
  if (`${folder ? `${folder}/` : ""}node_modules/${name}` in packages) return true;
  if (folder === "") return false;
  return isResolved(
    packages,
    folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/"))),
    name,
  );
}

function platformOf(name: string): LockEntry {
  const os = OS.exec(name)?.[1];
  const namedCpu = CPU.exec(name)?.[1];
  const libc = LIBC.exec(name)?.[1];
  if (!namedCpu) throw new Error(`${name} does not say which platform it is for`);
  return {
    cpu: [NPM_CPU[namedCpu] ?? namedCpu],
    ...(os && { os: [os] }),
    ...(os === "linux" && libc && { libc: [libc === "gnu" ? "glibc" : "musl"] }),
  };
}

const lock = JSON.parse(readFileSync(LOCK_FILE, "utf8")) as { packages: Packages };
const missing = missingEntries(lock.packages);
const count = Object.keys(missing).length;
if (process.argv.includes("--check")) {
  if (count > 0) {
    say(`package-lock.json lacks ${count} packages of other platforms: run \`npm run lock\`.`);
    process.exitCode = 1;
  }
} else if (count > 0) {
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(LOCK_FILE, `${JSON.stringify(lock, null, 2)}\n`);
  say(`Added ${count} packages of other platforms to package-lock.json.`);
}
