import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Installs packages where Debian's tool can be used, and says whether it did: `names`, or where they
 * are not all to be had what is named after them.
 */
export function installWithApt(names: readonly string[], ...otherwise: (readonly string[])[]) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-qq", ...args], { env, stdio: "ignore" }).status === 0;
  if (!apt("update")) return false;
  return [names, ...otherwise].some((each) =>
    apt("install", "-y", "--no-install-recommends", ...each),
  );
}
