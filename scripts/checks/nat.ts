import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { LAB_OWNER, namespacesThere, removeNamespace } from "../../tests/nat/network-lab.ts";
import { installWithApt } from "./apt.ts";

/** The configuration of the tests that need a laboratory of networks. */
export const NAT_CONFIG = "tests/nat/vitest.config.ts";

const TOOLS = {
  ip: "iproute2",
  iptables: "iptables",
  conntrack: "conntrack",
  turnserver: "coturn",
  openssl: "openssl",
};

/** Why calls can't be tested through gateways here, as a sentence; undefined where they can. */
export function whyNoNat(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return "Calls through NATs are tested in network namespaces, which only Linux has and only root may make.";
  }
  const missing = missingTools();
  if (missing.length > 0) {
    return `Calls through NATs need ${missing.join(", ")} (Debian: ${missing.map((tool) => TOOLS[tool]).join(" ")}).`;
  }
  if (!canMakeNetworks()) return "This machine lets root make no network namespaces with a NAT.";
  return undefined;
}

/** Installs what is missing, where that is a matter of one command. */
export function installForNat(): void {
  if (process.platform === "linux" && missingTools().length > 0) {
    installWithApt(Object.values(TOOLS));
  }
}

/** What the tests are told; however this process ends, nothing of their laboratory is left. */
export function ownNetworks(): Record<string, string> {
  removeLeftNetworks();
  process.once("exit", removeLeftNetworks);
  return { [LAB_OWNER]: String(process.pid) };
}

/** Takes away the laboratories of this process, and of those that are gone. */
function removeLeftNetworks(): void {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !isThere("ip")) return;
  for (const { name, ownerPid } of namespacesThere()) {
    if (ownerPid === process.pid || !existsSync(`/proc/${ownerPid}`)) removeNamespace(name);
  }
}

function missingTools(): (keyof typeof TOOLS)[] {
  return (Object.keys(TOOLS) as (keyof typeof TOOLS)[]).filter((tool) => !isThere(tool));
}

function isThere(tool: string): boolean {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return [...folders, "/usr/sbin", "/sbin"].some((folder) => existsSync(path.join(folder, tool)));
}

function canMakeNetworks(): boolean {
  const name = `parley-probe-${process.pid}`;
  const probe = `ip netns add ${name} && ip netns exec ${name} iptables -t nat -A POSTROUTING -j MASQUERADE --random-fully`;
  const isMade = spawnSync("sh", ["-c", probe], { stdio: "ignore" }).status === 0;
  spawnSync("ip", ["netns", "del", name], { stdio: "ignore" });
  return isMade;
}
