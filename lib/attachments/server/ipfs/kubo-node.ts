import { Agent } from "node:http";
import { Agent as TlsAgent } from "node:https";
import type { KuboRPCClient } from "kubo-rpc-client";
import type { IpfsNode } from "@/lib/attachments/ports.ts";
import { archiveError, isNotPinned } from "./archive-error.ts";
import { watchedBytes } from "./watched-bytes.ts";

/**
 * The profile `unixfs-v1-2025` (IPIP-499), option by option: nodes that don't know it by name give
 * the same CIDs, and the node's own configuration changes nothing.
 */
const PROFILE = {
  cidVersion: 1,
  rawLeaves: true,
  chunker: "size-1048576",
  maxFileLinks: 1024,
  hashAlg: "sha2-256",
  trickle: false,
  inline: false,
  wrapWithDirectory: false,
} as const;

export type KuboNodeOptions = {
  /** Where the node's RPC is, without `/api/v0`. */
  rpcUrl: string;
  /** How long an answer may take, and bytes to be taken: 30 s unless given. */
  timeoutMs?: number;
  /** How long a collection may take, which goes through all that the node has: 10 min unless given. */
  collectTimeoutMs?: number;
};

/** The node may serve so many at once; more wait for their turn. */
const CONNECTIONS = 32;

/** An IPFS node by Kubo's RPC: Kubo itself, or the one of the local stack. Asks nothing until used. */
export function createKuboNode({
  rpcUrl,
  timeoutMs = 30_000,
  collectTimeoutMs = 600_000,
}: KuboNodeOptions): IpfsNode {
  let loading: Promise<KuboRPCClient> | undefined;
  const client = () => {
    loading ??= connect(rpcUrl);
    return loading;
  };
  /** Nothing that a node does by itself may ask other nodes: `offline`. */
  const within = (ms: number) => ({ signal: AbortSignal.timeout(ms), offline: true });

  const asked = async <T>(ask: (kubo: KuboRPCClient) => Promise<T>): Promise<T> => {
    try {
      return await ask(await client());
    } catch (error) {
      throw archiveError(error);
    }
  };

  return {
    async add(bytes, { signal } = {}) {
      signal?.throwIfAborted();
      const source = watchedBytes(bytes, { timeoutMs, ...(signal && { signal }) });
      try {
        const kubo = await client();
        const { cid } = await kubo.add(source.bytes, {
          ...PROFILE,
          pin: true,
          signal: source.signal,
        });
        return { cid: cid.toString(), sizeBytes: source.sizeBytes() };
      } catch (error) {
        signal?.throwIfAborted();
        const failure = source.failure();
        if (failure) throw failure.error;
        throw archiveError(error);
      } finally {
        source.end();
      }
    },
    pin: (cid) => asked(async (kubo) => void (await kubo.pin.add(cid, within(timeoutMs)))),
    unpin: (cid) =>
      asked(async (kubo) => {
        try {
          await kubo.pin.rm(cid, within(timeoutMs));
        } catch (error) {
          if (!isNotPinned(error)) throw error;
        }
      }),
    isPinned: (cid) =>
      asked(async (kubo) => {
        try {
          const pins = kubo.pin.ls({ paths: [cid], type: "recursive", ...within(timeoutMs) });
          for await (const _pin of pins) return true;
          return false;
        } catch (error) {
          if (isNotPinned(error)) return false;
          throw error;
        }
      }),
    collect: () =>
      asked(async (kubo) => {
        for await (const { err } of kubo.repo.gc(within(collectTimeoutMs))) if (err) throw err;
      }),
  };
}

/** The client is large, and a server that archives nothing does without it. */
async function connect(rpcUrl: string): Promise<KuboRPCClient> {
  const { create } = await import("kubo-rpc-client");
  const Kind = rpcUrl.startsWith("https:") ? TlsAgent : Agent;
  const agent = new Kind({ keepAlive: true, maxSockets: CONNECTIONS });
  return create({ url: `${rpcUrl}/api/v0`, agent });
}
