import type { ChainRpc } from "@/lib/config/settings.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "../core/address.ts";
import type { EnsName, FoundName, NamedLook, NameHolder } from "../core/names.ts";
import type { Names } from "../ports.ts";
import { createBasenamesSource, isBasename } from "./basenames-source.ts";
import { createChainReader } from "./chain-reader.ts";
import { createEnsSource } from "./ens-source.ts";
import { lookOf, lookOfStored } from "./name-look.ts";
import type { NameEntry, NameSource } from "./name-source.ts";
import { BASE_CHAIN_ID, ENS_CHAIN_IDS } from "./named-chains.ts";

/** One source, and the names that it is asked about. */
type Registry = { source: NameSource; covers: (name: EnsName) => boolean };

/** The names of the configured chains: ENS on the first that carries it, Basenames on Base. */
export function createChainNames(chains: readonly ChainRpc[]): Names {
  const registries = registriesOf(chains);
  return {
    async resolve(text) {
      const look = lookOf(text);
      if (!isCovered(registries, look.name)) {
        throw new ParleyError("name.not-configured", "No configured chain has this name");
      }
      const entry = (await entriesOf(registries, [look.name])).get(look.name);
      return { ...look, address: addressIn(entry?.holder) };
    },
    findNames: (addresses) => findNames(registries, addresses),
    async findHolders(names) {
      const entries = await entriesOf(registries, names);
      return new Map([...entries].map(([name, { holder }]) => [name, holder]));
    },
  };
}

function registriesOf(chains: readonly ChainRpc[]): Registry[] {
  const ensChainId = ENS_CHAIN_IDS.find((id) => chains.some(({ chainId }) => chainId === id));
  const sourceOn = (
    id: number | undefined,
    create: (read: ReturnType<typeof createChainReader>) => NameSource,
  ) =>
    chains
      .filter(({ chainId }) => chainId === id)
      .map(({ rpcUrl }) => create(createChainReader(rpcUrl)));
  const base = sourceOn(BASE_CHAIN_ID, createBasenamesSource);
  return [
    ...sourceOn(ensChainId, createEnsSource).map((source) => ({
      source,
      covers: (name: EnsName) => base.length === 0 || !isBasename(name),
    })),
    ...base.map((source) => ({ source, covers: isBasename })),
  ];
}

/** Asks one registry after the other, each about those who have no name in those before. */
async function findNames(
  registries: readonly Registry[],
  addresses: readonly Address[],
): Promise<ReadonlyMap<Address, FoundName | undefined>> {
  const found = new Map<Address, FoundName | undefined>();
  const untold = new Set<Address>();
  for (const { source } of registries) {
    const nameless = addresses.filter((address) => !found.get(address));
    const answers = await provenNames(registries, source, nameless).catch(onlyUnreachable);
    for (const address of nameless) {
      if (answers?.has(address)) found.set(address, answers.get(address));
      else untold.add(address);
    }
  }
  for (const address of untold) if (!found.get(address)) found.delete(address);
  if (found.size === 0 && addresses.length > 0) throw unreachable();
  return found;
}

/**
 * The names that addresses claim in a source, and that point back to them. A name of mainnet
 * that was claimed on Base has to have the address as its own, not as its address on Base alone.
 */
async function provenNames(
  registries: readonly Registry[],
  source: NameSource,
  addresses: readonly Address[],
): Promise<ReadonlyMap<Address, FoundName | undefined>> {
  const claims = await source.claimedNames(addresses);
  const looks = new Map<Address, NamedLook>();
  for (const [address, text] of claims) {
    const look = text === undefined ? undefined : lookOfStored(text);
    if (look && isCovered(registries, look.name)) looks.set(address, look);
  }
  const names = [...new Set([...looks.values()].map(({ name }) => name))];
  const entries = await entriesOf(registries, names);
  const proven = new Map<Address, FoundName | undefined>();
  for (const address of claims.keys()) {
    const look = looks.get(address);
    const entry = look && entries.get(look.name);
    // A claim that could not be checked is neither true nor false.
    if (!look || entry) proven.set(address, look && entry && proof(address, look, entry));
  }
  return proven;
}

function proof(address: Address, look: NamedLook, entry: NameEntry): FoundName | undefined {
  const { holder, avatarText } = entry;
  if (holder.kind !== "address" || holder.address !== address) return undefined;
  return { ...look, ...(avatarText && { avatarText }) };
}

/** Each name from the registry that it is written in. Fails when none of them could be told. */
async function entriesOf(
  registries: readonly Registry[],
  names: readonly EnsName[],
): Promise<ReadonlyMap<EnsName, NameEntry>> {
  const answers = await Promise.all(
    registries.map(async ({ source, covers }) => {
      const own = names.filter(covers);
      return own.length > 0 ? source.entries(own).catch(onlyUnreachable) : undefined;
    }),
  );
  const entries = new Map(answers.flatMap((answer) => [...(answer ?? [])]));
  const isAnyCovered = names.some((name) => isCovered(registries, name));
  if (entries.size === 0 && isAnyCovered) throw unreachable();
  return entries;
}

function isCovered(registries: readonly Registry[], name: EnsName): boolean {
  return registries.some(({ covers }) => covers(name));
}

function addressIn(holder: NameHolder | undefined): Address {
  switch (holder?.kind) {
    case "address":
      return holder.address;
    case "off-chain":
      throw new ParleyError("name.off-chain", "The name's records are behind a gateway (EIP-3668)");
    case "nobody":
      throw new ParleyError("name.unknown", "The name points to no address");
    case undefined:
      throw unreachable();
  }
}

/** One chain that does not answer keeps none of the others from being heard. */
function onlyUnreachable(error: unknown): undefined {
  if (error instanceof ParleyError && error.code === "name.unreachable") return undefined;
  throw error;
}

function unreachable(): ParleyError {
  return new ParleyError("name.unreachable", "No chain told anything about these names");
}
