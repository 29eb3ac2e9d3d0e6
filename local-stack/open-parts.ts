import { join } from "node:path";
import type { Logger } from "pino";
import { findAnvil } from "./chain/anvil-program.ts";
import { type KeptChain, startKeptChain } from "./chain/keep-chain.ts";
import { passedThrough } from "./chain/pass-through.ts";
import { LOCAL_CHAIN_ID } from "./chain/start-chain.ts";
import { type AwayParts, awayParts } from "./faults/core/require-served.ts";
import type { AroundHttp } from "./faults/http/around-http.ts";
import { type HistoryFiles, openHistoryFiles } from "./history/history-files.ts";
import type { Ipfs } from "./ipfs/start-ipfs.ts";
import type { CompleteOptions } from "./options.ts";
import type { KeepingPart } from "./snapshots/part.ts";
import { startXmtpNode, type XmtpNode } from "./xmtp/start-xmtp-node.ts";
import type { RpcLayer } from "./xmtp/wire/rpc-layers.ts";

/** What the stack is made of, without ports of its own; the chain has its. */
export type Parts = {
  node: XmtpNode;
  files: HistoryFiles;
  chain?: KeptChain;
  ipfs?: Ipfs;
  /** The network first: it is the one whose messages lead to what the others have. */
  keeping: readonly KeepingPart[];
  close(): Promise<void>;
};

export type PartsOptions = CompleteOptions & {
  /** Where everything is kept; in memory without it. */
  folder: string | undefined;
  layers: readonly RpcLayer[];
  nowMs: () => number;
  /** The faults of the chain. */
  around: AroundHttp;
};

/** Opens one part after the other; when one does not open, those before are closed again. */
export async function openParts(options: PartsOptions, log: Logger): Promise<Parts> {
  const { folder, queueLimits, layers, nowMs } = options;
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(opened.map((part) => part.close()));
  };
  try {
    const own = await startOwnChain(options, log.child({ part: "chain" }));
    if (own) opened.push(own);
    const chain = own && (await publicChain(own, options));
    if (chain && chain !== own) opened.push(chain);
    const node = await startXmtpNode({
      file: folder ? join(folder, "xmtp.sqlite") : ":memory:",
      chainRpcUrls: { ...(own && { [LOCAL_CHAIN]: own.url }), ...options.chainRpcUrls },
      queueLimits,
      layers,
      nowMs,
      log: log.child({ part: "xmtp" }),
    });
    opened.push(node);
    const files = openHistoryFiles(folder && join(folder, "history"), options.maxHistoryBytes);
    const ipfs = await openIpfs(options, folder, log.child({ part: "ipfs" }));
    const named = { xmtp: node, history: files, ipfs, chain };
    const keeping = Object.entries(named).flatMap(([name, part]) =>
      part ? [{ name: name as KeepingPart["name"], save: part.save, stage: part.stage }] : [],
    );
    return { node, files, ...(chain && { chain }), ...(ipfs && { ipfs }), keeping, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const LOCAL_CHAIN = `eip155:${LOCAL_CHAIN_ID}`;

type ChainWishes = Pick<CompleteOptions, "chain" | "chainRpcUrls">;

/** Whether the stack is to have a chain of its own: one is wanted, and none is named elsewhere. */
function wantsOwnChain({ chain, chainRpcUrls }: ChainWishes): boolean {
  return chain && !(LOCAL_CHAIN in chainRpcUrls);
}

/** Which parts of a stack with these options have no faults. */
export function partsWithoutFaults(
  options: ChainWishes & Pick<CompleteOptions, "chainFaults" | "ipfs">,
): AwayParts {
  const chain = () => {
    if (!options.chain) return "unwanted";
    if (!wantsOwnChain(options)) return "elsewhere";
    return findAnvil() ? "own" : "no-anvil";
  };
  return awayParts({ ...options, chain: chain() });
}

/** The stack's own chain; undefined when none is wanted, named elsewhere, or there is no anvil. */
async function startOwnChain(options: PartsOptions, log: Logger): Promise<KeptChain | undefined> {
  if (!wantsOwnChain(options)) return undefined;
  const program = findAnvil();
  if (!program) {
    log.warn("anvil has no build for this machine: contract wallets and names are unavailable");
    return undefined;
  }
  const { chainFaults, host, ports, folder } = options;
  const kept = folder && { folder: join(folder, "chain") };
  // Behind the port of its faults it takes any, on loopback.
  const place = chainFaults ? { host: "127.0.0.1", port: 0 } : { host, port: ports.chain };
  return startKeptChain({ program, ...place, ...kept, log });
}

/** The chain as others reach it: by the port of its faults, where it may have some. */
async function publicChain(
  chain: KeptChain,
  { chainFaults, host, ports, around }: PartsOptions,
): Promise<KeptChain> {
  if (!chainFaults) return chain;
  const address = { host, port: ports.chain, setting: "--port-chain" };
  return { ...chain, ...(await passedThrough(chain.url, address, around)) };
}

/** Its libraries are loaded only where one is wanted. */
async function openIpfs(
  { ipfs, maxIpfsBytes }: CompleteOptions,
  folder: string | undefined,
  log: Logger,
): Promise<Ipfs | undefined> {
  if (!ipfs) return undefined;
  const { startIpfs } = await import("./ipfs/start-ipfs.ts");
  return startIpfs({ folder: folder && join(folder, "ipfs"), maxBytes: maxIpfsBytes }, log);
}
