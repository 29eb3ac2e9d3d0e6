import { type Fault, type HttpPart, isPartFault } from "./fault.ts";
import { FaultSyntaxError } from "./read-faults.ts";

/** Parts that are not served, and why, in a sentence. */
export type AwayParts = ReadonlyMap<HttpPart, string>;

/** What a stack with these options serves; `chain` says what it has of its own. */
type Serving = {
  ipfs: boolean;
  chainFaults: boolean;
  chain: "own" | "unwanted" | "elsewhere" | "no-anvil";
};

const NO_IPFS = "No IPFS node runs here: start the stack with ipfs (up --ipfs).";
const NO_CHAIN: Readonly<Record<Exclude<Serving["chain"], "own">, string>> = {
  unwanted:
    "No chain runs here: start the stack with chain and chainFaults (up --chain-faults, without --no-chain, and with chain where --only names parts).",
  elsewhere:
    "The chain is somebody else's here, where no faults are: start the stack with chainFaults and without the URL of eip155:31337 (up --chain-faults).",
  "no-anvil": "No chain runs here: anvil has no build for this machine.",
};
const NO_CHAIN_FAULTS =
  "No chain that may have faults runs here: start the stack with chainFaults (up --chain-faults).";

export function awayParts({ ipfs, chainFaults, chain }: Serving): AwayParts {
  const away = new Map<HttpPart, string>();
  if (!ipfs) away.set("ipfs", NO_IPFS).set("ipfs-gateway", NO_IPFS);
  if (chain !== "own") away.set("chain", NO_CHAIN[chain]);
  else if (!chainFaults) away.set("chain", NO_CHAIN_FAULTS);
  return away;
}

/** Throws {@link FaultSyntaxError} for a fault of a part that is away. */
export function requireServed(faults: readonly Fault[], away: AwayParts): void {
  for (const fault of faults) {
    const why = isPartFault(fault) ? away.get(fault.part) : undefined;
    if (why !== undefined) throw new FaultSyntaxError(why);
  }
}
