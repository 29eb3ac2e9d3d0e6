import { createRequire } from "node:module";

/** What the packages of anvil call the processors that Node names otherwise. */
const CPU: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

type Machine = Pick<NodeJS.Process, "platform" | "arch">;

/** Where npm puts the anvil of a machine, whether or not there is one for it. */
export function anvilPath({ platform, arch }: Machine): string {
  const program = platform === "win32" ? "anvil.exe" : "anvil";
  return `@foundry-rs/anvil-${platform}-${CPU[arch] ?? arch}/bin/${program}`;
}

/**
 * The anvil binary that npm installed for this machine, or undefined when there is none for it.
 * The package's own command would be a Node process between us and anvil, for its whole life.
 */
export function findAnvil(machine: Machine = process): string | undefined {
  try {
    const wrapper = createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json");
    return createRequire(wrapper).resolve(anvilPath(machine));
  } catch {
    return undefined;
  }
}
