import { createRequire } from "node:module";

/** What the packages of anvil call the processors that Node names otherwise. */
const CPU: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * The anvil binary that npm installed for this machine, or undefined when there is none for it.
 * The package's own command would be a Node process between us and anvil, for its whole life.
 */
export function findAnvil(): string | undefined {
  const program = process.platform === "win32" ? "anvil.exe" : "anvil";
  const binary = `@foundry-rs/anvil-${process.platform}-${CPU[process.arch]}/bin/${program}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json");
    return createRequire(wrapper).resolve(binary);
  } catch {
    return undefined;
  }
}
