import type { FaultReport } from "../faults/faults.ts";
import { askControl, CONTROL_OPTIONS } from "./ask-control.ts";
import { type Call, defineCommand, refuseArguments, UsageError, wholeNumber } from "./command.ts";

const OPTIONS = {
  ...CONTROL_OPTIONS,
  seed: {
    type: "string",
    value: "N",
    says: "the same seed and requests give the same faults",
    otherwise: "1",
  },
} as const;

type Ask = (method: "GET" | "PUT" | "DELETE", body?: unknown) => Promise<FaultReport>;

export const faults = defineCommand({
  usage: "list | clear | set FAULT… [options]",
  about: `Makes things go wrong in the running stack, so that you see what your app makes of it. "set"
replaces the faults that there are. A fault is a kind and what it needs:

  latency ms=200 jitterMs=50     answers come later
  error code=Unavailable         refused; with when=after done, and only the answer lost
  cut                            the connection breaks; when=after too
  drop afterMessages=10          streams end; afterMs, code, or cut for no code at all
  silence afterMs=1000           streams stay open and say nothing more
  duplicate copies=1 share=0.1   streams deliver some messages twice
  delay ms=500 jitterMs=500      streams deliver later, in order
  reorder window=4               streams deliver out of order, which no network does
  slow-reader                    streams end as for a reader that fell behind
  inbox-log-full                 identity updates are refused as the 257th is
  storage-full                   writes are refused as by a full disk
  rate-limit reads=20000 writes=3000 windowMs=300000   the real network's limits
  clock offsetMs=-60000          the node's timestamps are off
  restart downMs=1000            the node goes away at a request, and comes back

Each of them may say what it meets: rpc=SendGroupMessages (names, or reads, writes, streams, all),
topic=HEX, inbox=HEX, header=x-app-version:bob/1, chance=0.1, skip=5, times=1.

These are faults of the network. With part=history, ipfs (its RPC), ipfs-gateway or chain they are of that
part, by plain HTTP:

  latency part=ipfs-gateway ms=2000 jitterMs=500
  error part=history status=503 message=busy    when=after too
  cut part=chain                 when=after too, or afterBytes=1000 of an answer's body
  storage-full part=history      what would be stored is refused as by a full disk; ipfs too
  rate-limit part=chain requests=100 windowMs=60000    refused with 429

and may say path=/files/ (how it begins), method=GET (for the chain that of JSON-RPC: method=eth_call), header,
chance, skip and times. Those of the chain need a stack that was started with "up --chain-faults".`,
  options: OPTIONS,
  examples: [
    "faults set latency ms=200 jitterMs=100",
    'faults set "error rpc=writes chance=0.2" "drop afterMs=3000" --seed 42',
    "faults set storage-full part=history",
    "faults list",
    "faults clear",
  ],
  async run({ flags, args }) {
    const [verb, ...rest] = args;
    const ask: Ask = (method, body) => askControl(flags.control, "/faults", { method, body });
    const report = await carryOut(verb, rest, flags, ask);
    console.log(flags.json ? JSON.stringify(report) : describe(report));
    return 0;
  },
});

function carryOut(
  verb: string | undefined,
  rest: readonly string[],
  { seed = "1" }: Call<typeof OPTIONS>["flags"],
  ask: Ask,
): Promise<FaultReport> {
  if (verb === "set") {
    if (rest.length === 0) throw new UsageError("faults set: name a fault, for example cut.");
    return ask("PUT", { faults: textOf(rest), seed: wholeNumber("--seed", seed) });
  }
  refuseArguments(rest);
  if (verb === "list") return ask("GET");
  if (verb === "clear") return ask("DELETE");
  throw new UsageError("faults: write list, clear or set.");
}

/** In quotes each argument is a fault; without, all of them are one. */
function textOf(args: readonly string[]): string {
  const isQuoted = args.some((arg) => /\s/.test(arg)) || args.every((arg) => !arg.includes("="));
  return args.join(isQuoted ? ";" : " ");
}

function describe({ seed, faults: tallies }: FaultReport): string {
  if (tallies.length === 0) return "Nothing goes wrong.";
  const lines = tallies.map(({ fault, met, happened }) => {
    const { kind, ...rest } = fault;
    const pairs = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
    return `  ${[kind, ...pairs].join(" ")}: met ${met} requests, happened to ${happened}`;
  });
  return [`With seed ${seed}:`, ...lines].join("\n");
}
