import { type Fault, type HttpPart, isPartFault } from "./fault.ts";
import { FaultSyntaxError } from "./read-faults.ts";

const NOT_SERVED: Readonly<Record<HttpPart, string>> = {
  history: "No history server runs here.",
  ipfs: "No IPFS node runs here: start the stack with ipfs (up --ipfs).",
  "ipfs-gateway": "No IPFS node runs here: start the stack with ipfs (up --ipfs).",
  chain:
    "No chain that may have faults runs here: start the stack with chainFaults (up --chain-faults).",
};

/** Throws {@link FaultSyntaxError} for a fault of a part that is not among those that are served. */
export function requireServed(faults: readonly Fault[], served: ReadonlySet<HttpPart>): void {
  const away = faults.filter(isPartFault).find(({ part }) => !served.has(part));
  if (away) throw new FaultSyntaxError(NOT_SERVED[away.part]);
}
