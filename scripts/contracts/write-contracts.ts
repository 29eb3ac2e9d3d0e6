/**
 * `npm run contracts`: compiles the contracts of the local chain and deploys them, with the Safe's,
 * on an empty one; writes its first block (local-stack/chain/genesis.json) and what the app has to
 * know of them (contracts-abi). The same sources give the same files.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Abi, Hex } from "viem";
import { findAnvil } from "../../local-stack/chain/anvil-program.ts";
import { startChain } from "../../local-stack/chain/start-chain.ts";
import { ROOT } from "../bootstrap/prepare.mjs";
import { say } from "../bootstrap/say.mjs";
import { type Contract, compileFolder } from "./compile.ts";
import { type ChainClient, chainClient } from "./deploy.ts";
import { deployEns, nameEverybody } from "./ens.ts";
import { deploySafe, deployTestSafe, type SafeContracts } from "./safe.ts";

const CHAIN_FOLDER = path.join(ROOT, "local-stack/chain");
const ABI_FOLDER = path.join(ROOT, "contracts-abi");

type DumpedAccount = { nonce: number; balance: string; code: Hex; storage: Record<string, Hex> };

const compiled = await compileFolder(path.join(CHAIN_FOLDER, "contracts"));
const safe = readSafeContracts();
const folder = mkdtempSync(path.join(tmpdir(), "parley-contracts-"));
try {
  await writeChain(path.join(folder, "dump.json"));
} finally {
  rmSync(folder, { recursive: true });
}
execFileSync(process.execPath, [
  path.join(ROOT, "node_modules/@biomejs/biome/bin/biome"),
  ...["check", "--write", ABI_FOLDER, path.join(CHAIN_FOLDER, "genesis.json")],
]);
say("Wrote local-stack/chain/genesis.json, contracts-abi/local-ens.ts and contracts-abi/safe.ts.");

async function writeChain(dump: string): Promise<void> {
  const program = findAnvil();
  if (!program) throw new Error("anvil has no build for this machine");
  const chain = await startChain({
    ...{ program, host: "127.0.0.1", port: 0 },
    state: ["--dump-state", dump],
  });
  try {
    await fill(chainClient(chain.url));
  } finally {
    await chain.close();
  }
  writeGenesis(JSON.parse(readFileSync(dump, "utf8")).accounts);
}

async function fill(chain: ChainClient): Promise<void> {
  const safeAddresses = await deploySafe(chain, safe);
  const ensAddresses = await deployEns(chain, compiled);
  await nameEverybody(chain, compiled, ensAddresses);
  await deployTestSafe(chain);
  writeSafe(safeAddresses);
  writeEns(ensAddresses);
}

function readSafeContracts(): SafeContracts {
  const require = createRequire(import.meta.url);
  const read = (file: string): Contract =>
    JSON.parse(
      readFileSync(
        require.resolve(`@safe-global/safe-smart-account/build/artifacts/contracts/${file}.json`),
        "utf8",
      ),
    );
  return {
    singleton: read("Safe.sol/Safe"),
    proxy: read("proxies/SafeProxy.sol/SafeProxy"),
    proxyFactory: read("proxies/SafeProxyFactory.sol/SafeProxyFactory"),
    fallbackHandler: read("handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler"),
  };
}

/** Contracts only: anvil funds the development accounts itself, and none of them has sent anything. */
function writeGenesis(accounts: Record<Hex, DumpedAccount>): void {
  const contracts = Object.entries(accounts)
    .filter(([, { code }]) => code !== "0x")
    .map(([address, account]) => [address, { ...account, balance: "0x0" }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const state = {
    block: null,
    accounts: Object.fromEntries(contracts),
    best_block_number: null,
    blocks: [],
    transactions: [],
    historical_states: null,
  };
  writeFileSync(path.join(CHAIN_FOLDER, "genesis.json"), JSON.stringify(state));
}

function writeSafe(addresses: Record<string, Hex>): void {
  writeData("safe.ts", [
    [
      "The canonical contracts of Safe 1.5, on every chain that has them.",
      "SAFE_CONTRACTS",
      addresses,
    ],
    [
      "What the factory deploys before its constructor's argument.",
      "SAFE_PROXY_CREATION_CODE",
      safe.proxy.bytecode,
    ],
    ["", "safeAbi", functionsOf(safe.singleton.abi, ["setup"])],
    ["", "safeProxyFactoryAbi", functionsOf(safe.proxyFactory.abi, ["createProxyWithNonce"])],
  ]);
}

function writeEns(addresses: Record<string, Hex>): void {
  const doc =
    "ENS on the local chain; registry and universal resolver are where Ethereum has them.";
  writeData("local-ens.ts", [[doc, "LOCAL_ENS", addresses]]);
}

function functionsOf(abi: Abi, names: readonly string[]): unknown[] {
  return abi.filter((item) => item.type === "function" && names.includes(item.name));
}

function writeData(file: string, values: readonly (readonly [string, string, unknown])[]): void {
  const declarations = values.map(
    ([doc, name, value]) =>
      `${doc && `/** ${doc} */\n`}export const ${name} = ${JSON.stringify(value)} as const;\n`,
  );
  const header = "// Written by `npm run contracts`.\n\n";
  writeFileSync(path.join(ABI_FOLDER, file), header + declarations.join("\n"));
}
