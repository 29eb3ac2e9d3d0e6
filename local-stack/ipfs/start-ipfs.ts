import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import { serveGateway } from "./gateway/serve-gateway.ts";
import { type IpfsNodeOptions, openIpfsNode } from "./ipfs-node.ts";
import { serveRpc } from "./rpc/serve-rpc.ts";

/** An IPFS node of this stack: what to answer on its two ports, and how much it keeps. */
export type Ipfs = {
  rpc: RequestListener;
  gateway: RequestListener;
  counts(): { blocks: number; bytes: number; pins: number };
};

export async function startIpfs(options: IpfsNodeOptions, log: Logger): Promise<Ipfs> {
  const node = await openIpfsNode(options);
  return {
    rpc: serveRpc(node, log),
    gateway: serveGateway(node.store, log),
    counts: () => ({ ...node.store.totals(), pins: node.pins.all().length }),
  };
}
