import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Abi, Hex } from "viem";

/** A contract as its compiler gives it. */
export type Contract = { abi: Abi; bytecode: Hex };

type Compiled = {
  errors?: { severity: string; formattedMessage: string }[];
  contracts: Record<string, Record<string, { abi: Abi; evm: { bytecode: { object: string } } }>>;
};

/** The contract of each Solidity file in `folder`, by name; fails with the compiler's errors. */
export async function compileFolder(folder: string): Promise<Record<string, Contract>> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".sol"));
  const sources = Object.fromEntries(
    files.map((name) => [name, { content: readFileSync(path.join(folder, name), "utf8") }]),
  );
  const input = {
    language: "Solidity",
    sources,
    settings: {
      optimizer: { enabled: true, runs: 200 },
      metadata: { bytecodeHash: "none", appendCBOR: false },
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const { default: solc } = await import("solc");
  const { errors = [], contracts }: Compiled = JSON.parse(solc.compile(JSON.stringify(input)));
  if (errors.length > 0) throw new Error(errors.map((e) => e.formattedMessage).join("\n"));
  return Object.fromEntries(
    Object.values(contracts)
      .flatMap((file) => Object.entries(file))
      .map(([name, { abi, evm }]) => [name, { abi, bytecode: `0x${evm.bytecode.object}` }]),
  );
}
